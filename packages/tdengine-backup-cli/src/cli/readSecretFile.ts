import { CliContext } from './CliContext';
import { CliError } from './CliError';
import { readOptionFile } from './readOptionFile';

/** The first line of a file that is neither empty nor a comment, as files of age identities have them. */
export async function readSecretFile(
  context: CliContext,
  file: string,
): Promise<string> {
  const secret = (await readOptionFile(context, file))
    .split(/\r?\n/)
    .map(line => line.trim())
    .find(line => line !== '' && !line.startsWith('# '));
  if (secret === undefined) {
    throw CliError.usage(`The file '${file}' is empty`);
  }
  return secret;
}
