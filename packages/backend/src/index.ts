import { createBackend } from '@backstage/backend-defaults';
import { startSampleServer } from './sampleServer';

const backend = createBackend();

// The built frontend is served by the backend, so that one process is the whole portal.
backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);

backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));

// What an existing Backstage adds to have TDengine Backup: these two lines …
backend.add(import('backstage-plugin-tdengine-backup-backend'));
backend.add(import('backstage-plugin-tdengine-backup-backend-module-tdengine'));

// … one for each kind of place that backups are kept at, besides folders …
backend.add(import('backstage-plugin-tdengine-backup-backend-module-s3'));
backend.add(import('backstage-plugin-tdengine-backup-backend-module-sftp'));
backend.add(import('backstage-plugin-tdengine-backup-backend-module-webdav'));

// … this one to have mail sent, where `tdengineBackup.mail` says how …
backend.add(import('backstage-plugin-tdengine-backup-backend-module-mail'));

// … and this one to use it in templates.
backend.add(
  import('backstage-plugin-scaffolder-backend-module-tdengine-backup'),
);

// The configuration is read on start, and names the server by environment variables.
startSampleServer()
  .catch(error => end(`The sample TDengine did not start: ${error}`))
  .then(() => backend.start())
  // Backstage would log it and go on with what is left, which answers nobody.
  .catch(error => end(`The portal did not start: ${error.message}`));

function end(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
