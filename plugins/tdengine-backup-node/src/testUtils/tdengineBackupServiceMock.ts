import { createServiceMock } from '@backstage/backend-test-utils';
import { tdengineBackupServiceRef } from 'backstage-plugin-tdengine-backup-node';

/**
 * Stands in for TDengine Backup in the tests of other backend plugins and modules: `mock` gives a service whose methods
 * are jest mocks and whose `factory` can be handed to `startTestBackend`.
 * @public
 */
export namespace tdengineBackupServiceMock {
  /**
   * Every method is a mock; those handed in are implemented.
   * @public
   */
  export const mock = createServiceMock(tdengineBackupServiceRef, () => ({
    createBackup: jest.fn(),
    getBackup: jest.fn(),
    verifyBackup: jest.fn(),
    planRestore: jest.fn(),
    createRestore: jest.fn(),
    getRestore: jest.fn(),
    getJob: jest.fn(),
    createPolicy: jest.fn(),
    getPolicy: jest.fn(),
    listPolicies: jest.fn(),
  }));
}
