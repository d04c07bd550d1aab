import { s3ServerProgram, startS3Server } from './startS3Server';
import { sftpServerProgram, startSftpServer } from './startSftpServer';
import { startWebdavServer, webdavServerProgram } from './startWebdavServer';
import { TargetEntry } from './TargetEntry';

interface StorageServerKind {
  /** Undefined where the machine has none. */
  program: string | undefined;
  /** The key of its entry that holds what nobody may see. */
  credential: string;
  start(): Promise<{
    port: number;
    target: TargetEntry;
    close(): Promise<void>;
  }>;
}

/** The servers by the types of their targets. */
export const storageServers: Record<
  's3' | 'sftp' | 'webdav',
  StorageServerKind
> = {
  s3: {
    program: s3ServerProgram,
    credential: 'secretAccessKey',
    start: startS3Server,
  },
  sftp: {
    program: sftpServerProgram,
    credential: 'privateKey',
    start: startSftpServer,
  },
  webdav: {
    program: webdavServerProgram,
    credential: 'password',
    start: startWebdavServer,
  },
};
