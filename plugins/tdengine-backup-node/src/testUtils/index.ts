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
export { describeStorageTarget } from './describeStorageTarget';
export * from './tdengineBackupServiceMock';
