/**
 * Mail from the backup plugin.
 *
 * @packageDocumentation
 */
export { tdengineBackupModuleMail as default } from './module';
