import { CommanderError } from 'commander';
import { CliError } from './CliError';
import { ExitCode, exitCodes } from './exitCodes';

/** Errors by name, since those of the portal come over HTTP. */
const BY_NAME: Record<string, ExitCode> = {
  InputError: exitCodes.usage,
  PortalNotFoundError: exitCodes.usage,
  AuthenticationError: exitCodes.refused,
  NotAllowedError: exitCodes.refused,
  ConflictError: exitCodes.refused,
  EncryptionKeyError: exitCodes.refused,
};

/** What the process ends with after an error. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CliError) {
    return error.exitCode;
  }
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  return error instanceof Error
    ? BY_NAME[error.name] ?? exitCodes.failed
    : exitCodes.failed;
}
