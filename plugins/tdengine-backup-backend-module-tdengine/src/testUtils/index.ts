/**
 * Backups and restores without the backend's engine, and a comparison of databases, to check what this source reads and
 * writes.
 *
 * @packageDocumentation
 */
export { compareDatabases, type DatabaseComparison } from './compareDatabases';
export { runBackup, type RunBackupOptions } from './runBackup';
export { runRestore, type RunRestoreOptions } from './runRestore';
