import { inspect } from 'node:util';
import { AuthContext, utils } from 'ssh2';
import { fingerprintOf } from './hostKeys';
import { SftpTarget } from './SftpTarget';
import { SftpTargetOptions } from './SftpTargetOptions';
import { startLoginServer } from './__testUtils__/startLoginServer';

// Deciphering a key takes as long as it is meant to.
jest.setTimeout(60_000);

const { signal } = new AbortController();
const REACHED = 'the user may not';

describe('SftpTarget logs in', () => {
  const PASSWORD = 'canary-pass word';
  const PASSPHRASE = 'canary-passphrase';
  const key = utils.generateKeyPairSync('ed25519', {
    passphrase: PASSPHRASE,
    cipher: 'aes256-ctr',
    comment: 'canary-comment',
  });
  const publicKey = Buffer.from(key.public.split(' ')[1], 'base64');
  let accept: (context: AuthContext) => boolean | undefined;
  let server: Awaited<ReturnType<typeof startLoginServer>>;

  beforeAll(async () => {
    server = await startLoginServer(context => accept(context));
  });

  afterAll(async () => {
    await server.close();
  });

  function make(options?: Partial<SftpTargetOptions>) {
    return SftpTarget.create({
      name: 'vault',
      host: '127.0.0.1',
      port: server.port,
      user: 'backup',
      password: PASSWORD,
      hostKeys: [server.hostKey],
      path: 'backups',
      attempts: 1,
      ...options,
    });
  }

  const said = (options?: Partial<SftpTargetOptions>) =>
    make(options)
      .probe({ signal })
      .then(
        () => 'nothing went wrong',
        error => inspect(error, { depth: 10 }) + JSON.stringify(error),
      );

  it('by a password', async () => {
    accept = context =>
      context.method === 'password' &&
      context.username === 'backup' &&
      context.password === PASSWORD;
    expect(await said()).toContain(REACHED);
    expect(await said({ password: 'canary-wrong' })).toContain(
      'takes neither the password nor the key',
    );
  });

  it('by a password that the server asks for as if a person sat there', async () => {
    let answered: string[] = [];
    accept = context => {
      if (context.method !== 'keyboard-interactive') {
        return false;
      }
      context.prompt([{ prompt: 'Password: ', echo: false }], answers => {
        answered = answers;
        context.accept();
      });
      return undefined;
    };
    expect(await said()).toContain(REACHED);
    expect(answered).toEqual([PASSWORD]);
  });

  it('by a key with a passphrase', async () => {
    accept = context =>
      context.method === 'publickey' && context.key.data.equals(publicKey);
    const options = { password: undefined, privateKey: key.private };
    expect(await said({ ...options, passphrase: PASSPHRASE })).toContain(
      REACHED,
    );
    for (const passphrase of [undefined, 'canary-wrong']) {
      expect(() => make({ ...options, passphrase })).toThrow(
        "'privateKey' cannot be read",
      );
      expect(() => make({ ...options, passphrase })).not.toThrow('canary');
    }
  });

  it('to no server whose key is another one', async () => {
    let asked = 0;
    accept = () => {
      asked++;
      return true;
    };
    const seen = fingerprintOf(
      Buffer.from(server.hostKey.split(' ')[1], 'base64'),
    );
    const other = `SHA256:${'A'.repeat(43)}`;
    expect(await said({ hostKeys: [other] })).toContain(
      `the host key of the server is ${seen}, which is not the one in 'hostKey'`,
    );
    expect(asked).toBe(0);
    expect(await said({ hostKeys: [other, seen] })).toContain(REACHED);
    expect(await said({ hostKeys: [], acceptAnyHostKey: true })).toContain(
      REACHED,
    );
  });

  it('and tells its credentials nowhere', async () => {
    const target = make();
    for (const outcome of [true, false]) {
      accept = () => outcome;
      for (const options of [
        {},
        {
          password: undefined,
          privateKey: key.private,
          passphrase: PASSPHRASE,
        },
        { hostKeys: [`SHA256:${'A'.repeat(43)}`] },
        { port: 1 },
      ]) {
        expect(await said(options)).not.toMatch(/canary|PRIVATE/);
      }
    }
    expect(inspect(target, { depth: 10, showHidden: true })).not.toMatch(
      /canary/,
    );
    expect(target.location).toBe(`sftp://127.0.0.1:${server.port}/~/backups`);
  });
});
