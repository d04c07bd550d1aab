/**
 * An SFTP server as a place for backups, without Backstage's backend.
 *
 * @packageDocumentation
 */
export { SftpTarget } from './SftpTarget';
export type { SftpTargetOptions } from './SftpTargetOptions';
export { sftpTargetFactory } from './sftpTargetFactory';
