export * from './StorageTarget';
export { assertByteRange } from './assertByteRange';
export {
  finishedObjects,
  removeUnfinishedFiles,
  type FoundFile,
} from './finishedObjects';
export { finishedName, hiddenPath } from './hiddenPath';
export { LocalFolderTarget } from './LocalFolderTarget';
export { localFolderTargetFactory } from './localFolderTargetFactory';
export { localSpace } from './localSpace';
export { makeFolder } from './makeFolder';
export {
  assertObjectKey,
  assertObjectKeyPrefix,
  describeUnsafePath,
} from './objectKey';
export * from './objectErrors';
export { publishUnderLock, type PublicationLock } from './publishUnderLock';
export { putObject } from './putObject';
export { readStorageTargets } from './readStorageTargets';
export { probeTarget } from './probeTarget';
export { StorageFullError } from './StorageFullError';
export { ObjectLockedError } from './ObjectLockedError';
export * from './remote';
