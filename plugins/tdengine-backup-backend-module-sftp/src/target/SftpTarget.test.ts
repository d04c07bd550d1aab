import {
  describeStorageFaults,
  describeStorageLimits,
  describeStorageLinks,
  describeStorageTarget,
} from 'backstage-plugin-tdengine-backup-node/testUtils';
import {
  canMountSmallFolder,
  mountSmallFolder,
  SftpServer,
  sftpServerProgram,
  startSftpServer,
  SmallFolder,
} from 'storage-servers';
import { SftpTarget } from './SftpTarget';
import { SftpTargetOptions } from './SftpTargetOptions';

const describeReal = sftpServerProgram ? describe : describe.skip;

function make(server: SftpServer, options?: Partial<SftpTargetOptions>) {
  return SftpTarget.create({
    name: 'test',
    ...server,
    hostKeys: [server.hostKey],
    ...options,
  });
}

describeReal('SftpTarget (where there is an sshd)', () => {
  let server: SftpServer;
  let undeleting: SftpServer;
  let reading: SftpServer;

  beforeAll(async () => {
    server = await startSftpServer();
    undeleting = await startSftpServer({ denied: ['remove'] });
    reading = await startSftpServer({ denied: ['open', 'write'] });
  });

  afterAll(async () => {
    for (const each of [server, undeleting, reading]) {
      await each.close();
    }
  });

  describeStorageTarget('sftp', () => make(server));

  describeStorageLinks('sftp', {
    folder: () => server.path,
    makeTarget: () => make(server),
  });

  describeStorageFaults('sftp', {
    upstream: () => server.port,
    makeTarget: proxy =>
      make(server, {
        port: proxy.port,
        attempts: 4,
        connectTimeoutMs: 1000,
        idleTimeoutMs: 1000,
      }),
  });

  describeStorageLimits('sftp', {
    withoutDelete: () => make(undeleting),
    withoutWrite: () => make(reading),
  });
});

const describeSmall =
  sftpServerProgram && canMountSmallFolder() ? describe : describe.skip;

describeSmall('SftpTarget (where a small file system can be mounted)', () => {
  let small: SmallFolder;
  let server: SftpServer;

  beforeAll(async () => {
    small = mountSmallFolder(4);
    server = await startSftpServer({ path: small.path });
  });

  afterAll(async () => {
    await server.close();
    small.unmount();
  });

  describeStorageLimits('sftp', { full: () => make(server) });
});
