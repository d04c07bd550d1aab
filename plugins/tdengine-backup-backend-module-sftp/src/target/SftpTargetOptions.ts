/**
 * What an SFTP target is made of.
 *
 * @public
 */
export interface SftpTargetOptions {
  name: string;
  host: string;
  /** 22 where it is absent. */
  port?: number;
  user: string;
  password?: string;
  /** A private key, in OpenSSH's format or PEM. */
  privateKey?: string;
  /** That of the private key. */
  passphrase?: string;
  /**
   * What the server has to show: fingerprints such as `SHA256:…`, or public keys such as `ssh-ed25519 AAAA…`. One of them is
   * enough.
   */
  hostKeys?: readonly string[];
  /** Takes any server for the right one. */
  acceptAnyHostKey?: boolean;
  /** A folder of the server, absolute or relative to where a login begins. */
  path: string;
  /** The most connections, 1 to 16; 2 where it is absent. */
  connections?: number;
  /** Tries of what may be repeated, the first one included; 6 where it is absent. */
  attempts?: number;
  /** 10 seconds where it is absent. */
  connectTimeoutMs?: number;
  /** How long the server may owe an answer; a minute where it is absent. */
  idleTimeoutMs?: number;
  /** See `assertAllowedHost`. */
  allowedHosts?: readonly string[];
}
