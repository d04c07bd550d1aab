export * from './TdengineBackupApi';
export { DefaultTdengineBackupApi } from './DefaultTdengineBackupApi';
export {
  isBackupActive,
  isBackupUsable,
  isRestoreActive,
  laterJobState,
} from './states';
