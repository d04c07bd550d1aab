/**
 * Starts real S3, SFTP and WebDAV servers for tests.
 *
 * @packageDocumentation
 */
export { findProgram } from './findProgram';
export { freePort } from './freePort';
export {
  canMountSmallFolder,
  mountSmallFolder,
  type SmallFolder,
} from './mountSmallFolder';
export { s3ServerProgram, startS3Server, type S3Server } from './startS3Server';
export {
  sftpServerProgram,
  startSftpServer,
  type SftpServer,
} from './startSftpServer';
export {
  startWebdavServer,
  webdavServerProgram,
  type WebdavServer,
} from './startWebdavServer';
export { storageServers } from './storageServers';
export type { TargetEntry } from './TargetEntry';
