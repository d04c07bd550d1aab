import { UserInfoService } from '@backstage/backend-plugin-api';
import { createPolicy, Decision } from './policy';
import { startTestServer, TestServer } from './startTestServer';

/** A server for all tests of a suite, which each of them finds as at the beginning. */
export interface SharedTestServer
  extends Pick<
    TestServer,
    'server' | 'services' | 'auditor' | 'logger' | 'audited'
  > {
  /** What callers may do, by the name of the permission; everything at the beginning of a test. */
  decide: (permissionName: string) => Decision;
}

/** Registers the hooks that start, reset and stop it. */
export function useTestServer(
  options: { userInfo?: UserInfoService } = {},
): SharedTestServer {
  const shared = {} as SharedTestServer;
  let started: TestServer;

  beforeAll(async () => {
    started = await startTestServer({
      ...options,
      permissions: createPolicy(name => shared.decide(name)),
    });
    Object.assign(shared, started);
  });

  beforeEach(() => {
    started.reset();
    shared.decide = () => 'allow';
  });

  afterAll(() => started.stop());

  return shared;
}
