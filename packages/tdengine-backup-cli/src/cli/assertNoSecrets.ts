import { CliError } from './CliError';

const SECRET_OPTION =
  /^--?(?:p|pw|pwd|pass|passwd|password|passphrase|secret|token|api-?key|credentials?|auth|authorization|identity|private-?key|key)(?:=|$)/i;

/**
 * Refuses options that look like a secret: every user of a machine can see the arguments of its processes, and shells keep
 * them.
 */
export function assertNoSecrets(args: readonly string[]): void {
  for (const argument of args) {
    const [option] = SECRET_OPTION.exec(argument) ?? [];
    if (option) {
      throw CliError.usage(
        `'${option.replace(
          '=',
          '',
        )}' is refused, since everybody on this machine can read the arguments of a process: put the secret into an environment variable (TDENGINE_PASSWORD, TDENGINE_BACKUP_TOKEN, TDENGINE_BACKUP_KEY) or into a file (--password-file, --token-file, --key-file)`,
      );
    }
    if (/^(?:--[^=]*=)?[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i.test(argument)) {
      throw CliError.usage(
        'An address with credentials in it is refused, since everybody on this machine can read the arguments of a process: leave them out, and use environment variables or files',
      );
    }
  }
}
