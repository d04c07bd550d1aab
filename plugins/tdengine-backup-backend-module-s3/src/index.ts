/**
 * Backups of TDengine Backup in S3.
 *
 * @packageDocumentation
 */
export { tdengineBackupModuleS3 as default } from './module';
