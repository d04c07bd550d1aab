import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliContext } from './CliContext';
import { CliError } from './CliError';

/** The text of a file that an option names. */
export async function readOptionFile(
  { io }: CliContext,
  file: string,
): Promise<string> {
  try {
    return await readFile(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    throw CliError.usage(
      `The file '${file}' cannot be read: ${
        (error as NodeJS.ErrnoException).code
      }`,
    );
  }
}
