/**
 * TDengine Backup for portals of the new frontend system.
 *
 * @packageDocumentation
 */
export { tdengineBackupPlugin as default } from './plugin';
export * from './api/TdengineBackupApi';
export * from './api/TdengineBackupOverviewApi';
export * from './api/TdengineBackupPolicyApi';
export { tdengineBackupTranslationRef } from './translation';
