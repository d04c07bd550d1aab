/**
 * TDengine Backup for portals of the new frontend system.
 *
 * @packageDocumentation
 */
export { tdengineBackupPlugin as default } from './plugin';
export * from './api/TdengineBackupApi';
export { tdengineBackupTranslationRef } from './translation';
