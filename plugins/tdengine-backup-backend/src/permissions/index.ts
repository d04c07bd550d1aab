export * from './conditionExports';
export {
  tdengineBackupResourceRef,
  tdenginePolicyResourceRef,
  tdengineRestoreResourceRef,
  type ProtectedRecord,
} from './resourceRefs';
