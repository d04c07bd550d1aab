export { collect } from './collect';
export { createTestSet, TEST_BACKUP_ID, type TestSet } from './createTestSet';
export { FaultyTarget } from './FaultyTarget';
export { createLinesCodec, createLinesPart, type Row } from './linesCodec';
export { useTestFolder, type TestFolder } from './useTestFolder';
export { MemorySetReader } from './MemorySetReader';
export { buildTar, type TarEntryFixture } from '../../testUtils/buildTar';
export { buildZip, type ZipEntryFixture } from '../../testUtils/buildZip';
