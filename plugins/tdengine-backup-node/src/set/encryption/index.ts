export {
  DecipheringSetReader,
  type DecipheringSetReaderOptions,
} from './DecipheringSetReader';
export * from './EncryptionKeyError';
export { type EncryptionKeyOptions } from './createMasterKey';
export { EncryptionKeys } from './EncryptionKeys';
export { readEncryptionKeys } from './readEncryptionKeys';
export { plainManifest } from './plainManifest';
export { rewrapBackupSet } from './rewrapBackupSet';
export { SetCipher } from './SetCipher';
export { storedManifest } from './storedView';
export * from './WrappedKey';
