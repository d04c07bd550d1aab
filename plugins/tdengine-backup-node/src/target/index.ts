export * from './StorageTarget';
export { assertByteRange } from './assertByteRange';
export { finishedName, hiddenPath } from './hiddenPath';
export { LocalFolderTarget } from './LocalFolderTarget';
export { localFolderTargetFactory } from './localFolderTargetFactory';
export {
  assertObjectKey,
  assertObjectKeyPrefix,
  describeUnsafePath,
} from './objectKey';
export { readStorageTargets } from './readStorageTargets';
export { probeTarget } from './probeTarget';
export { StorageFullError } from './StorageFullError';
export { ObjectLockedError } from './ObjectLockedError';
export * from './remote';
