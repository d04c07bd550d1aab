import { ConfigReader } from '@backstage/config';
import { JsonValue } from '@backstage/types';
import { readInstances } from './readInstances';
import { TdengineInstances } from './TdengineInstances';

function read(...instances: JsonValue[]) {
  return readInstances(new ConfigReader({ tdengineBackup: { instances } }));
}

describe('readInstances', () => {
  it('reads what is there and leaves other types alone', () => {
    expect(
      read(
        { name: 'pg', type: 'postgresql' },
        {
          name: 'prod',
          title: 'Production',
          url: 'https://td.example.com:6041/adapter',
          user: 'backup',
          password: 'canary-secret',
          writable: false,
          tls: { rejectUnauthorized: false },
          timeouts: { connect: '5s', idle: { minutes: 1 }, total: '10m' },
          maxConnections: 3,
          parallelism: 2,
        },
        { name: 'cloud', url: 'https://gw.example.com', token: 't' },
      ),
    ).toEqual([
      {
        name: 'prod',
        title: 'Production',
        description: undefined,
        writable: false,
        parallelism: 2,
        connection: {
          url: 'https://td.example.com:6041/adapter',
          user: 'backup',
          password: 'canary-secret',
          tls: { ca: undefined, rejectUnauthorized: false },
          maxConnections: 3,
          connectTimeoutMs: 5000,
          idleTimeoutMs: 60000,
          totalTimeoutMs: 600000,
        },
      },
      {
        name: 'cloud',
        title: undefined,
        description: undefined,
        writable: true,
        connection: {
          url: 'https://gw.example.com',
          token: 't',
          idleTimeoutMs: 300000,
        },
      },
    ]);
    expect(readInstances(new ConfigReader({}))).toEqual([]);
  });

  it.each<[JsonValue, string]>([
    [{ name: 'a' }, 'tdengineBackup.instances[1].url is missing'],
    [{ url: 'http://x:1' }, 'tdengineBackup.instances[1].name is missing'],
    [
      { name: 'a', url: 'x' },
      'tdengineBackup.instances[1].url is not an address',
    ],
    [
      { name: 'a', url: 'taos://x' },
      'tdengineBackup.instances[1].url has to begin with',
    ],
    [
      { name: 'a', url: 'http://root:canary-secret@x:6041' },
      'tdengineBackup.instances[1].url must hold no credentials',
    ],
    [
      { name: 'a', url: 'http://x', password: { $env: 1 } },
      'tdengineBackup.instances[1].password is not what is expected',
    ],
    [
      { name: 'a', url: 'http://x', writable: 'perhaps' },
      'tdengineBackup.instances[1].writable is not what is expected',
    ],
    [
      { name: 'a', url: 'http://x', maxConnections: 0 },
      'tdengineBackup.instances[1].maxConnections has to be a whole number',
    ],
    [
      { name: 'a', url: 'http://x', timeouts: { idle: 'soon' } },
      'tdengineBackup.instances[1].timeouts.idle is not what is expected',
    ],
    [
      { name: 'a', url: 'http://x', writeable: false },
      'tdengineBackup.instances[1].writeable is not known',
    ],
    [
      { name: 'a', url: 'http://x', throttle: { rows: 9 } },
      'tdengineBackup.instances[1].throttle.rows is not known',
    ],
    [
      { name: 'first', url: 'http://x' },
      "tdengineBackup.instances[1].name: there are two instances called 'first'",
    ],
  ])('names the key that is wrong in %j', (instance, message) => {
    const act = () => read({ name: 'first', url: 'http://y:1' }, instance);
    expect(act).toThrow(message);
    expect(act).not.toThrow(/canary/);
  });
});

describe('TdengineInstances', () => {
  it('tells of an instance without its credentials', async () => {
    const instances = TdengineInstances.create(
      read({
        name: 'prod',
        description: 'The one',
        url: 'http://td:6041',
        password: 'canary-secret',
      }),
    );
    expect(instances.list()).toEqual([
      {
        name: 'prod',
        type: 'tdengine',
        description: 'The one',
        url: 'http://td:6041',
        writable: true,
      },
    ]);
    expect(() => instances.get('nosuch')).toThrow(
      "There is no TDengine instance 'nosuch'",
    );
    await instances.close();
  });
});
