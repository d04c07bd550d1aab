import {
  describeNetworkError,
  describeTargetFailure,
  isTransientNetworkError,
  noSpaceLeft,
  quoteServer,
  StorageFullError,
  TargetAction,
} from 'backstage-plugin-tdengine-backup-node';

/** Status codes of SFTP version 3, draft-ietf-secsh-filexfer-02, section 7. */
export const SftpStatus = {
  endOfFile: 1,
  noSuchFile: 2,
  permissionDenied: 3,
  failure: 4,
  noConnection: 6,
  connectionLost: 7,
  unsupported: 8,
} as const;

/** The server was reached, and is another one than was pinned. */
export class HostKeyError extends Error {
  name = 'HostKeyError';
}

/** The connection ended, or was ended since no answer came. */
export class ConnectionLostError extends Error {
  name = 'ConnectionLostError';
  readonly code = 'ECONNRESET';
}

/** No answer came in time. */
export class NoAnswerError extends Error {
  name = 'NoAnswerError';
  readonly code = 'ETIMEDOUT';
}

/** The status that the server answered, or undefined where the error is of another kind. */
export function sftpStatus(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'number' ? code : undefined;
}

/** Whether the same may work over another connection. */
export function isTransientSftpError(error: unknown): boolean {
  const status = sftpStatus(error);
  return (
    status === SftpStatus.noConnection ||
    status === SftpStatus.connectionLost ||
    // The server ended while it was shaking hands.
    /Connection lost before handshake|No response from server|Not connected/.test(
      (error as Error | undefined)?.message ?? '',
    ) ||
    isTransientNetworkError(error)
  );
}

/**
 * Says in words what an error means for the person who set up the target. The library's error is not kept as the cause.
 */
export function toSftpTargetError(
  error: unknown,
  options: TargetAction & {
    target: string;
    location: string;
    /** Such as `write 'key'`. */
    action: string;
    secrets: ReadonlyArray<string | undefined>;
    full?: boolean;
  },
): Error {
  if (error instanceof StorageFullError) {
    return error;
  }
  if (options.full) {
    return noSpaceLeft(options);
  }
  const said = quoteServer(
    error instanceof Error ? error.message : String(error),
    options.secrets,
  );
  return new Error(describeTargetFailure(options, reason(error, said)));
}

function reason(error: unknown, said: string): string {
  switch (sftpStatus(error)) {
    case SftpStatus.noSuchFile:
      return 'there is no such file or folder';
    case SftpStatus.permissionDenied:
      return 'the user may not';
    case SftpStatus.unsupported:
      return `the server cannot do that (${said})`;
    case SftpStatus.failure:
      return `the server refuses without a reason (${said}); it may be a file where a folder should be, or a quota`;
    default:
  }
  if (error instanceof HostKeyError) {
    return said;
  }
  if ((error as { level?: string }).level === 'client-authentication') {
    return 'the server takes neither the password nor the key of this user';
  }
  if (error instanceof NoAnswerError || /[Tt]imed out/.test(said)) {
    return 'the server does not answer in time';
  }
  if (error instanceof ConnectionLostError) {
    return 'the connection was cut';
  }
  return describeNetworkError(error) ?? said;
}
