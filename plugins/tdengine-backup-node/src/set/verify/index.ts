export { readWholeSet, type ReadWholeSetOptions } from './readWholeSet';
export { renderVerificationReport } from './renderVerificationReport';
export { summarizeProblems } from './summarizeProblems';
export {
  checksumBackupSet,
  verifyBackupSet,
  type ChecksumBackupSetOptions,
  type VerificationProgress,
  type VerifyBackupSetOptions,
} from './verifyBackupSet';
export * from './VerificationReport';
