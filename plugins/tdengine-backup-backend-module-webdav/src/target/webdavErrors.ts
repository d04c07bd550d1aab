import {
  describeNetworkError,
  describeTargetFailure,
  isTransientNetworkError,
  noSpaceLeft,
  quoteServer,
  StorageFullError,
  TargetAction,
} from 'backstage-plugin-tdengine-backup-node';

/** An answer that is none of those which were expected. */
export class WebdavStatusError extends Error {
  name = 'WebdavStatusError';
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

/** The HTTP status of an answer, or undefined where there was none. */
export function webdavStatus(error: unknown): number | undefined {
  return error instanceof WebdavStatusError ? error.status : undefined;
}

/** Whether the same request may succeed a second later. */
export function isTransientWebdavError(error: unknown): boolean {
  return (
    isTransientNetworkError(error) ||
    [408, 423, 425, 429, 500, 502, 503, 504].includes(webdavStatus(error) ?? 0)
  );
}

/**
 * Says in words what an error means for the person who set up the target. The client's error is not kept as the cause.
 */
export function toWebdavTargetError(
  error: unknown,
  options: TargetAction & {
    secrets: ReadonlyArray<string | undefined>;
  },
): Error {
  const said = quoteServer(
    error instanceof Error ? error.message : String(error),
    options.secrets,
  );
  if (error instanceof StorageFullError) {
    return error;
  }
  if (webdavStatus(error) === 507) {
    return noSpaceLeft(options, ', or its quota is used up');
  }
  return new Error(describeTargetFailure(options, reason(error, said)));
}

function reason(error: unknown, said: string): string {
  const status = webdavStatus(error);
  if (status === undefined) {
    return describeNetworkError(error) ?? said;
  }
  if (status >= 300 && status < 400) {
    return "the server redirects elsewhere, which is not followed; correct 'url'";
  }
  switch (status) {
    case 401:
      return "the server does not take the user and password, or the token; some want 'authentication: digest', or a password made for an application";
    case 403:
      return 'the user may not: a right is missing';
    case 404:
      return "there is no such file or folder; see 'url'";
    case 405:
      return "the server does not do that at this place; 'url' may not be one of WebDAV";
    case 409:
      return 'the folder is not there, or a file is in its way';
    case 413:
      return 'the server takes no files that large';
    case 423:
      return 'somebody holds a lock on it';
    default:
      return `the server answered ${status}${said ? `: ${said}` : ''}`;
  }
}
