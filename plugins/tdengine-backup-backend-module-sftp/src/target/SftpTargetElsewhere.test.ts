import { describeStorageTarget } from 'backstage-plugin-tdengine-backup-node/testUtils';
import {
  RcloneSftpServer,
  rcloneProgram,
  startRcloneSftpServer,
} from 'storage-servers';
import { SftpTarget } from './SftpTarget';

/** It has none of OpenSSH's extensions but one that does nothing, and lets in by a password. */
(rcloneProgram ? describe : describe.skip)(
  'SftpTarget (where there is rclone)',
  () => {
    let server: RcloneSftpServer;

    beforeAll(async () => {
      server = await startRcloneSftpServer();
    });

    afterAll(() => server.close());

    // Not over a bad line: it forgets what it has of a file when the connection breaks, which the target says.
    describeStorageTarget('sftp of rclone', () =>
      SftpTarget.create({
        name: 'test',
        host: server.host,
        port: server.port,
        user: server.user,
        password: server.password,
        hostKeys: [server.hostKey],
        path: '/where',
      }),
    );
  },
);
