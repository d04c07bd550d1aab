export * from './TdengineBackupApi';
export * from './TdengineBackupPolicyApi';
export { DefaultTdengineBackupApi } from './DefaultTdengineBackupApi';
export { DefaultTdengineBackupPolicyApi } from './DefaultTdengineBackupPolicyApi';
export {
  isBackupActive,
  isBackupUsable,
  isRestoreActive,
  laterJobState,
} from './states';
