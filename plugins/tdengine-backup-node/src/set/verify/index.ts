export { renderVerificationReport } from './renderVerificationReport';
export {
  checksumBackupSet,
  verifyBackupSet,
  type ChecksumBackupSetOptions,
  type VerificationProgress,
  type VerifyBackupSetOptions,
} from './verifyBackupSet';
export * from './VerificationReport';
