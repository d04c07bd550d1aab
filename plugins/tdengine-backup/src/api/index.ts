export * from './TdengineBackupApi';
export * from './TdengineBackupOverviewApi';
export * from './TdengineBackupPolicyApi';
export { DefaultTdengineBackupApi } from './DefaultTdengineBackupApi';
export { DefaultTdengineBackupOverviewApi } from './DefaultTdengineBackupOverviewApi';
export { DefaultTdengineBackupPolicyApi } from './DefaultTdengineBackupPolicyApi';
export {
  goodCopies,
  hasBusyCopies,
  isBackupActive,
  isBackupUsable,
  isRestoreActive,
  laterJobState,
} from './states';
