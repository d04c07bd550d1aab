export { CreateBackupDialog } from './CreateBackupDialog';
export {
  EMPTY_FORM,
  scopeOf,
  type OrDefault,
  type ScopeForm,
  type StorageForm,
} from './createBackupForm';
export { OwnerSelect } from './OwnerSelect';
export { selectDatabases } from './scopeSelection';
export { ScopeStep } from './ScopeStep';
export { StorageFields } from './StorageFields';
