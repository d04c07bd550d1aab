/**
 * Helpers for tests of sources and storage targets.
 *
 * @packageDocumentation
 */
export {
  createTestRunContext,
  type TestRunContext,
} from './createTestRunContext';
export { describeStorageTarget } from './describeStorageTarget';
export * from './tdengineBackupServiceMock';
