/**
 * The backend of TDengine Backup: HTTP, jobs and the catalogue of backups.
 *
 * @packageDocumentation
 */
export { tdengineBackupPlugin as default } from './plugin';
export * from './permissions';
export type { RecordFilter } from './services/types';
