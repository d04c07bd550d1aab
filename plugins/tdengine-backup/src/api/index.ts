export * from './TdengineBackupApi';
export { DefaultTdengineBackupApi } from './DefaultTdengineBackupApi';
export {
  isBackupActive,
  isBackupUsable,
  isFinalJobState,
  isRestoreActive,
  laterJobState,
} from './states';
