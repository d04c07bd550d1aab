import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliContext } from './CliContext';
import { CliError } from './CliError';

/** The first line of a file that is neither empty nor a comment, as files of age identities have them. */
export async function readSecretFile(
  { io }: CliContext,
  file: string,
): Promise<string> {
  let text: string;
  try {
    text = await readFile(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    throw CliError.failed(
      `The file '${file}' cannot be read: ${
        (error as NodeJS.ErrnoException).code
      }`,
    );
  }
  const secret = text
    .split(/\r?\n/)
    .map(line => line.trim())
    .find(line => line !== '' && !line.startsWith('# '));
  if (secret === undefined) {
    throw CliError.failed(`The file '${file}' is empty`);
  }
  return secret;
}
