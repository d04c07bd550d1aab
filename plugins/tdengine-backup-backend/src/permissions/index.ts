export * from './conditionExports';
export {
  tdengineBackupResourceRef,
  tdengineRestoreResourceRef,
  type ProtectedRecord,
} from './resourceRefs';
