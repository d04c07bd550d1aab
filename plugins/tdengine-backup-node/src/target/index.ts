export * from './StorageTarget';
export { LocalFolderTarget } from './LocalFolderTarget';
export { localFolderTargetFactory } from './localFolderTargetFactory';
export {
  assertObjectKey,
  assertObjectKeyPrefix,
  describeUnsafePath,
} from './objectKey';
export { probeTarget } from './probeTarget';
export { StorageFullError } from './StorageFullError';
