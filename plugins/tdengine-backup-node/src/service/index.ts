export type {
  TdengineBackupService,
  TdengineBackupServiceOptions,
} from './TdengineBackupService';
export { tdengineBackupServiceRef } from './tdengineBackupServiceRef';
