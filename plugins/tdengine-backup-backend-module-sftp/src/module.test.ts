import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { StorageTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import { registeredTargetFactory } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { tdengineBackupModuleSftp } from './module';

jest.setTimeout(60_000);

describe('tdengineBackupModuleSftp', () => {
  let factory: StorageTargetFactory;

  beforeAll(async () => {
    factory = await registeredTargetFactory(tdengineBackupModuleSftp);
  });

  const create = (config: JsonObject, allowedHosts?: string[]) =>
    factory.create({
      name: 'vault',
      config: new ConfigReader({ name: 'vault', type: 'sftp', ...config }),
      allowedHosts,
    });

  const HOST_KEY = `SHA256:${'A'.repeat(43)}`;
  const SERVER = {
    host: 'vault.example',
    user: 'backup',
    password: 'canary-password',
    hostKey: HOST_KEY,
    path: '/srv/backups/',
  };

  it('makes targets of type sftp', () => {
    expect(factory.type).toBe('sftp');
    expect(create(SERVER)).toMatchObject({
      name: 'vault',
      type: 'sftp',
      location: 'sftp://vault.example:22/srv/backups',
      capabilities: new Set(['ifAbsent', 'range', 'resume']),
    });
    const key = `ssh-ed25519 ${'A'.repeat(68)} root@vault`;
    expect(create({ ...SERVER, hostKey: [HOST_KEY, key] })).toBeDefined();
    expect(
      create({ ...SERVER, hostKey: undefined, acceptAnyHostKey: true }),
    ).toBeDefined();
  });

  it('goes to no host that is not allowed', () => {
    expect(create(SERVER, ['vault.example'])).toBeDefined();
    expect(() => create(SERVER, ['other.example'])).toThrow(
      "Target 'vault' is at 'vault.example'",
    );
  });

  it.each([
    [{ host: undefined }, 'host'],
    [{ host: 'vault.example:22 ' }, "'host'"],
    [{ hostKey: undefined }, "'hostKey' has to be the server's key"],
    [{ hostKey: 'MD5:00' }, "'hostKey' has to be a fingerprint"],
    [{ password: undefined }, "'password' or 'privateKey' has to be there"],
    [{ privateKey: 'canary' }, "'privateKey' cannot be read"],
    [{ path: '../up' }, "'path'"],
    [{ port: 0 }, "'port'"],
    [{ connections: 100 }, "'connections'"],
    [{ hostkey: 'x' }, "'hostkey', which is not known"],
  ])('names what is wrong with %j', (config, message) => {
    const all = { ...SERVER, ...config } as JsonObject;
    expect(() => create(all)).toThrow(message);
    expect(() => create(all)).not.toThrow('canary');
  });
});
