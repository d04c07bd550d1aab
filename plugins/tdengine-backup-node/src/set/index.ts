export * from './BackupManifest';
export * from './BackupSetReader';
export * from './PublishedMetadata';
export {
  BackupSetWriter,
  type BackupSetWriterOptions,
} from './BackupSetWriter';
export {
  compressBlock,
  createCompressor,
  createDecompressor,
  decompressBlock,
  type ByteTransform,
} from './compression';
export {
  copyBackupSet,
  type CopiedSet,
  type CopyBackupSetOptions,
} from './copyBackupSet';
export { countsPart, decodeCounts, readCounts } from './counts';
export {
  describeArchiveFile,
  type ArchiveFileDescription,
} from './describeArchiveFile';
export {
  describeBackupSet,
  type BackupSetDescription,
} from './describeBackupSet';
export * from './encryption';
export { DamagedBackupError, UnsupportedBackupFormatError } from './errors';
export {
  FolderSetReader,
  type FolderSetReaderOptions,
} from './FolderSetReader';
export { listBackupSets, type ListedBackupSet } from './listBackupSets';
export {
  openArchiveFile,
  type OpenArchiveFileOptions,
} from './openArchiveFile';
export {
  openBackupSet,
  openCiphertext,
  type BackupSetLocation,
  type OpenBackupSetOptions,
} from './openBackupSet';
export {
  packArchive,
  type PackArchiveOptions,
  type PackProgress,
} from './packArchive';
export { parseManifest } from './parseManifest';
export { readBySchema } from './parseToFirstFault';
export {
  publishArchive,
  publishFolder,
  type OpenStoredSet,
  type PublishedSet,
} from './publishBackupSet';
export {
  publishArchiveFile,
  type PublishArchiveFileOptions,
} from './publishArchiveFile';
export { assertReadableJson, readJsonText } from './readJsonText';
export { readLines } from './readLines';
export { readBackupManifest } from './readBackupManifest';
export {
  readStoredSet,
  type StoredObject,
  type StoredSet,
} from './readStoredSet';
export { removeBackupSet } from './removeBackupSet';
export { safeFileName } from './safeFileName';
export { serializeManifest } from './serializeManifest';
export {
  archivePath,
  attemptPath,
  METADATA_FILE_NAME,
  metadataPath,
  setPrefix,
  stagingPrefix,
  type KnownLocation,
} from './setPaths';
export { UnpackedArchives, type WorkFolder } from './UnpackedArchives';
export { verifiedContent, type ExpectedContent } from './verifiedContent';
export * from './verify';
export { VerifyingSetReader } from './VerifyingSetReader';
