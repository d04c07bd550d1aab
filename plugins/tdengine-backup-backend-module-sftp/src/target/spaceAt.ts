import { SftpConnection } from './SftpConnection';

/** Bytes of the file system that a path is on; undefined where the server cannot tell. */
export async function spaceAt(
  connection: SftpConnection,
  path: string,
  signal: AbortSignal,
): Promise<{ free: bigint; total: bigint } | undefined> {
  try {
    const space = await connection.request<Record<string, number | bigint>>(
      // Throws where the server does not have the extension.
      (sftp, done) => sftp.ext_openssh_statvfs(path, done),
      signal,
    );
    const bytes = (field: string) =>
      BigInt(space[field]) * BigInt(space.f_frsize);
    return {
      free: bytes('f_bavail'),
      // What the system keeps back for itself is neither free nor ours to fill.
      total: bytes('f_blocks') - bytes('f_bfree') + bytes('f_bavail'),
    };
  } catch (error) {
    signal.throwIfAborted();
    if (connection.isLost) {
      throw error;
    }
    return undefined;
  }
}
