/**
 * Backups of TDengine Backup on a WebDAV server.
 *
 * @packageDocumentation
 */
export { tdengineBackupModuleWebdav as default } from './module';
