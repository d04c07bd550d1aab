/**
 * Helpers for tests of sources and storage targets.
 *
 * @packageDocumentation
 */
export {
  createTestRunContext,
  type TestRunContext,
} from './createTestRunContext';
export { describeScopeCoverage } from './describeScopeCoverage';
export { describeStorageFaults } from './describeStorageFaults';
export { describeStorageLimits } from './describeStorageLimits';
export { describeStorageLinks } from './describeStorageLinks';
export { describeStorageTarget } from './describeStorageTarget';
export {
  hostileArchives,
  type DecentFile,
  type HostileArchive,
} from './hostileArchives';
export { FaultProxy } from './FaultProxy';
export { registeredTargetFactory } from './registeredTargetFactory';
export * from './tdengineBackupServiceMock';
