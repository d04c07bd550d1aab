/**
 * TDengine as a source of the backup plugin.
 *
 * @packageDocumentation
 */
export { tdengineBackupModuleTdengine as default } from './module';
