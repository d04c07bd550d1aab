export type {
  TdengineBackupPolicyQuery,
  TdengineBackupService,
  TdengineBackupServiceOptions,
} from './TdengineBackupService';
export { tdengineBackupServiceRef } from './tdengineBackupServiceRef';
