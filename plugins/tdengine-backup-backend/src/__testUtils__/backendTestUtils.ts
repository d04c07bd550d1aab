import { dirname, join } from 'node:path';
import type {
  mockCredentials as MockCredentials,
  TestDatabases as Databases,
} from '@backstage/backend-test-utils';

// The index of the package loads a whole backend, 2,900 modules, which costs each test file more than most of its tests.
// What needs none of it comes from the files it is in.
const index = dirname(require.resolve('@backstage/backend-test-utils'));

export const { TestDatabases } = require(join(
  index,
  'database/TestDatabases.cjs.js',
)) as { TestDatabases: typeof Databases };

export const { mockCredentials } = require(join(
  index,
  'services/mockCredentials.cjs.js',
)) as { mockCredentials: typeof MockCredentials };
