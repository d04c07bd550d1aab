/**
 * What a WebDAV target is made of.
 *
 * @public
 */
export interface WebdavTargetOptions {
  name: string;
  /** `http(s)://host[:port]/path` of a folder. */
  url: string;
  user?: string;
  password?: string;
  /** A bearer token instead of a user and a password. */
  token?: string;
  /** How the password is shown; `basic` where it is absent. */
  authentication?: 'basic' | 'digest';
  /** Lets a password or token go over a line that is not enciphered. */
  allowPlainText?: boolean;
  tls?: { ca?: string; rejectUnauthorized?: boolean };
  /** A folder of this machine for files on their way; the system's for temporary files where it is absent. */
  spoolPath?: string;
  /** The most connections, 1 to 32; 8 where it is absent. */
  connections?: number;
  /** Tries of one request, the first one included; 6 where it is absent. */
  attempts?: number;
  /** 10 seconds where it is absent. */
  connectTimeoutMs?: number;
  /** How long a connection may be silent; a minute where it is absent. */
  idleTimeoutMs?: number;
  /** See `assertAllowedHost`. */
  allowedHosts?: readonly string[];
}
