/**
 * Starts real S3, SFTP, WebDAV and mail servers for tests.
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
export {
  MAIL_CERTIFICATE,
  startMailSink,
  type MailSink,
  type SunkMail,
} from './startMailSink';
export { s3ServerProgram, startS3Server, type S3Server } from './startS3Server';
export {
  sftpServerProgram,
  startSftpServer,
  type SftpServer,
} from './startSftpServer';
export {
  nginxWebdavProgram,
  startNginxWebdavServer,
} from './startNginxWebdavServer';
export {
  rcloneProgram,
  startRcloneWebdavServer,
} from './startRcloneWebdavServer';
export {
  startRcloneSftpServer,
  type RcloneSftpServer,
} from './startRcloneSftpServer';
export { startWebdavServer, webdavServerProgram } from './startWebdavServer';
export { storageServers } from './storageServers';
export type { TargetEntry } from './TargetEntry';
export type { WebdavServer } from './WebdavServer';
