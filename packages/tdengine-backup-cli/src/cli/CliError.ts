import { ExitCode, exitCodes } from './exitCodes';

/** An error that knows what the process has to end with. Its message says what is wrong and what to do. */
export class CliError extends Error {
  readonly name = 'CliError';
  readonly exitCode: ExitCode;

  private constructor(message: string, exitCode: ExitCode, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }

  /** The command line is wrong. */
  static usage(message: string): CliError {
    return new CliError(message, exitCodes.usage);
  }

  /** Nothing was changed, since something forbids it. */
  static refused(message: string): CliError {
    return new CliError(message, exitCodes.refused);
  }

  static partial(message: string): CliError {
    return new CliError(message, exitCodes.partial);
  }

  static failed(message: string, cause?: unknown): CliError {
    return new CliError(message, exitCodes.failed, cause);
  }

  /** By the user. */
  static interrupted(): CliError {
    return new CliError('Interrupted', exitCodes.interrupted);
  }
}
