import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { StorageTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import { registeredTargetFactory } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { tdengineBackupModuleWebdav } from './module';

jest.setTimeout(60_000);

describe('tdengineBackupModuleWebdav', () => {
  let factory: StorageTargetFactory;

  beforeAll(async () => {
    factory = await registeredTargetFactory(tdengineBackupModuleWebdav);
  });

  const create = (config: JsonObject, allowedHosts?: string[]) =>
    factory.create({
      name: 'vault',
      config: new ConfigReader({ name: 'vault', type: 'webdav', ...config }),
      allowedHosts,
    });

  const SERVER = {
    url: 'https://cloud.example/remote.php/dav/files/backup',
    user: 'backup',
    password: 'canary-password',
  };

  it('makes targets of type webdav', () => {
    expect(factory.type).toBe('webdav');
    expect(create(SERVER)).toMatchObject({
      name: 'vault',
      type: 'webdav',
      location: 'https://cloud.example/remote.php/dav/files/backup/',
      capabilities: new Set(['ifAbsent', 'range']),
    });
    expect(create({ url: SERVER.url, token: 'canary' })).toBeDefined();
    expect(
      create({
        ...SERVER,
        url: 'http://cloud.example',
        authentication: 'digest',
      }),
    ).toBeDefined();
  });

  it('goes to no host that is not allowed', () => {
    expect(create(SERVER, ['*.example'])).toBeDefined();
    expect(() => create(SERVER, ['other.example'])).toThrow(
      "Target 'vault' is at 'cloud.example'",
    );
  });

  it.each([
    [{ url: undefined }, 'url'],
    [{ url: 'cloud.example' }, "'url'"],
    [{ url: 'https://backup:canary@cloud.example' }, "'url'"],
    [{ url: 'http://cloud.example' }, 'is not enciphered'],
    [{ password: undefined }, "'password'"],
    [{ token: 'canary' }, "'token' does not go with 'user'"],
    [{ authentication: 'ntlm' }, "'authentication'"],
    [{ connections: 0 }, "'connections'"],
    [{ username: 'x' }, "'username', which is not known"],
  ])('names what is wrong with %j', (config, message) => {
    const all = { ...SERVER, ...config } as JsonObject;
    expect(() => create(all)).toThrow(message);
    expect(() => create(all)).not.toThrow('canary');
  });
});
