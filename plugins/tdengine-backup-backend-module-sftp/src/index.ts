/**
 * Backups of TDengine Backup on an SFTP server.
 *
 * @packageDocumentation
 */
export { tdengineBackupModuleSftp as default } from './module';
