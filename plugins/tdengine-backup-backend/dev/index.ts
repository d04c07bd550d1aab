import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';

// Serves the plugin alone, for trying the API out by hand: `yarn start` in this folder, with TDENGINE_URL naming a
// server. Everybody is the mock user, who may do everything.
//
//   curl http://localhost:7007/api/tdengine-backup/v1/instances
//   curl http://localhost:7007/api/tdengine-backup/v1/instances/sample/objects
//   curl http://localhost:7007/api/tdengine-backup/v1/backups \
//     -H 'Content-Type: application/json' -d '{"instance":"sample","scope":{"databases":["power"]}}'
//   curl -N -H 'Accept: text/event-stream' http://localhost:7007/api/tdengine-backup/v1/jobs/<jobId>/events
//   curl -OJ http://localhost:7007/api/tdengine-backup/v1/backups/<backupId>/download
const backend = createBackend();

backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(mockServices.userInfo.factory());
backend.add(
  mockServices.permissions.factory({ result: AuthorizeResult.ALLOW }),
);

backend.add(import('../src'));
backend.add(import('backstage-plugin-tdengine-backup-backend-module-tdengine'));

backend.start();
