export * from './TdengineBackupApi';
export * from './TdengineBackupOverviewApi';
export * from './TdengineBackupPolicyApi';
export { DefaultTdengineBackupApi } from './DefaultTdengineBackupApi';
export { DefaultTdengineBackupOverviewApi } from './DefaultTdengineBackupOverviewApi';
export { DefaultTdengineBackupPolicyApi } from './DefaultTdengineBackupPolicyApi';
export {
  canBeKept,
  goodCopies,
  hasBusyCopies,
  isBackupActive,
  isBackupUsable,
  isDeletionRefused,
  isRestoreActive,
  laterJobState,
} from './states';
