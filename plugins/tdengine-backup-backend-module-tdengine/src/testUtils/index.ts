/**
 * Backups without the backend's engine, to check what this source reads and writes.
 *
 * @packageDocumentation
 */
export { runBackup, type RunBackupOptions } from './runBackup';
