import { randomBytes } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { EncryptionKeyOptions } from './createMasterKey';
import { EncryptionKeys } from './EncryptionKeys';
import { WrappedKey } from './WrappedKey';

const BACKUP_ID = '7d0c1a52';
const secret = randomBytes(32).toString('base64');
const otherSecret = randomBytes(32).toString('base64');
const passphrase = 'correct horse battery staple';

const create = (keys: EncryptionKeyOptions[], defaultKey?: string) =>
  EncryptionKeys.create({ keys, defaultKey });

async function ageKey(id: string, withIdentity = true) {
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  return { id, recipient, ...(withIdentity && { identity }) };
}

describe('EncryptionKeys', () => {
  const dataKey = randomBytes(32);

  it.each([
    ['secret', async () => ({ id: 'k1', secret })],
    ['passphrase', async () => ({ id: 'k1', passphrase })],
    ['age', () => ageKey('k1')],
  ])('wraps and unwraps a data key: %s', async (type, key) => {
    const keys = await create([await key()]);
    const wrapped = await keys.wrap(dataKey, BACKUP_ID);
    expect(wrapped).toMatchObject({ keyId: 'k1', type });
    expect(Buffer.from(wrapped.wrapped, 'base64').includes(dataKey)).toBe(
      false,
    );
    const opened = await keys.unwrap([wrapped], BACKUP_ID, 'The set');
    expect(opened.keyId).toBe('k1');
    expect(opened.dataKey.equals(dataKey)).toBe(true);
    expect(keys.canRead('k1')).toBe(true);
  });

  it('encrypts with the key it is told to, or the first that is not retired', async () => {
    const keys = [
      { id: 'old', secret, retired: true },
      { id: 'new', secret: otherSecret },
      { id: 'newer', passphrase },
    ];
    expect((await create(keys)).defaultKeyId).toBe('new');
    expect((await create(keys, 'newer')).defaultKeyId).toBe('newer');
    expect((await create([])).defaultKeyId).toBeUndefined();
    await expect(
      (await create([keys[0]])).wrap(dataKey, BACKUP_ID),
    ).rejects.toMatchObject({ name: 'EncryptionKeyError', problem: 'none' });
  });

  it('reads with a retired key', async () => {
    const wrapped = await (
      await create([{ id: 'old', secret }])
    ).wrap(dataKey, BACKUP_ID);
    const keys = await create([
      { id: 'old', secret, retired: true },
      { id: 'new', secret: otherSecret },
    ]);
    await expect(
      keys.unwrap([wrapped], BACKUP_ID, 'The set'),
    ).resolves.toMatchObject({ keyId: 'old' });
  });

  describe('says what is wrong', () => {
    let wrapped: Record<'secret' | 'passphrase' | 'age', WrappedKey>;
    let recipient: string;

    beforeAll(async () => {
      const pair = await ageKey('k1');
      ({ recipient } = pair);
      const wrap = async (key: EncryptionKeyOptions) =>
        (await create([key])).wrap(dataKey, BACKUP_ID);
      wrapped = {
        secret: await wrap({ id: 'k1', secret }),
        passphrase: await wrap({ id: 'k1', passphrase }),
        age: await wrap(pair),
      };
    });

    it('of a key that is not configured', async () => {
      const keys = await create([{ id: 'k2', secret }]);
      await expect(
        keys.unwrap([wrapped.secret], BACKUP_ID, 'The set'),
      ).rejects.toMatchObject({
        problem: 'missing',
        message:
          "The set is encrypted with key 'k1', which is not configured: add it, retired if it is to encrypt nothing any more",
      });
    });

    it.each([
      ['secret', { id: 'k1', secret: otherSecret }],
      ['passphrase', { id: 'k1', passphrase: 'incorrect horse battery' }],
      ['passphrase', { id: 'k1', secret }],
      ['secret', { id: 'k1', passphrase }],
      ['age', { id: 'k1', secret }],
    ] as const)('of another key of the same id: %s, %p', async (type, key) => {
      const keys = await create([key]);
      await expect(
        keys.unwrap([wrapped[type]], BACKUP_ID, 'The set'),
      ).rejects.toMatchObject({
        problem: 'wrong',
        message: expect.stringContaining(
          "encrypted with key 'k1', and the key configured under this id is another one",
        ),
      });
    });

    it('of another pair of the same id', async () => {
      const keys = await create([await ageKey('k1')]);
      await expect(
        keys.unwrap([wrapped.age], BACKUP_ID, 'The set'),
      ).rejects.toMatchObject({ problem: 'wrong' });
    });

    it('of a recipient alone', async () => {
      const keys = await create([{ id: 'k1', recipient }]);
      expect(keys.canRead('k1')).toBe(false);
      await expect(
        keys.unwrap([wrapped.age], BACKUP_ID, 'The set'),
      ).rejects.toMatchObject({
        problem: 'writeOnly',
        message: expect.stringContaining('of which only the recipient'),
      });
    });

    it('of a wrapped key of another backup, or an altered one', async () => {
      const keys = await create([{ id: 'k1', secret }]);
      await expect(
        keys.unwrap([wrapped.secret], 'another', 'The set'),
      ).rejects.toMatchObject({ problem: 'wrong' });
      const bytes = Buffer.from(wrapped.secret.wrapped, 'base64');
      bytes[bytes.byteLength - 1] += 1;
      await expect(
        keys.unwrap(
          [{ ...wrapped.secret, wrapped: bytes.toString('base64') }],
          BACKUP_ID,
          'The set',
        ),
      ).rejects.toMatchObject({ problem: 'wrong' });
    });

    it('of many keys by the first three', async () => {
      const many = [1, 2, 3, 4, 5].map(n => ({
        ...wrapped.secret,
        keyId: `old${n}`,
      }));
      const keys = await create([{ id: 'k2', secret }]);
      await expect(
        keys.unwrap(many, BACKUP_ID, 'The set'),
      ).rejects.toMatchObject({
        message: expect.stringContaining(
          "with key 'old1' or 'old2' or 'old3' or 2 others, which",
        ),
      });
    });

    it.each([
      { logN: 40 },
      { logN: 19 },
      { r: 1024 },
      { p: 1024 },
      { logN: 0 },
    ])('of scrypt that would take the machine: %p', async settings => {
      const keys = await create([{ id: 'k1', passphrase }]);
      const hostile = {
        ...wrapped.passphrase,
        scrypt: { ...wrapped.passphrase.scrypt!, ...settings },
      };
      await expect(
        keys.unwrap([hostile], BACKUP_ID, 'The set'),
      ).rejects.toMatchObject({ problem: 'wrong' });
    });
  });

  describe('without public ones', () => {
    const own = { id: 'k1', secret };
    const message = 'anybody can have made it';

    it.each([
      ['nothing but a recipient', (age: WrappedKey) => [age]],
      [
        'a secret that is another one',
        (age: WrappedKey) => [
          { keyId: 'k1', type: 'secret' as const, wrapped: 'AAAA' },
          age,
        ],
      ],
    ])('refuse what has around it %s', async (_what, around) => {
      const pair = await ageKey('pair');
      const sealed = await (await create([pair])).wrap(dataKey, BACKUP_ID);
      const keys = await create([own, pair]);
      const wrapped = around(sealed);
      expect(await keys.unwrap(wrapped, BACKUP_ID, 'The set')).toMatchObject({
        keyId: 'pair',
      });
      await expect(
        keys.withoutPublic(message).unwrap(wrapped, BACKUP_ID, 'The set'),
      ).rejects.toMatchObject({
        name: 'EncryptionKeyError',
        problem: 'public',
        message,
      });
    });

    it('open what a secret is around', async () => {
      const pair = await ageKey('pair');
      const keys = (await create([own, pair])).withoutPublic(message);
      const sealed = await (await create([pair])).wrap(dataKey, BACKUP_ID);
      const opened = await keys.unwrap(
        [sealed, await keys.wrap(dataKey, BACKUP_ID)],
        BACKUP_ID,
        'The set',
      );
      expect(opened.keyId).toBe('k1');
      await expect(
        keys.unwrap([{ ...sealed, keyId: 'k9' }], BACKUP_ID, 'The set'),
      ).rejects.toMatchObject({ problem: 'missing' });
    });
  });

  it.each<[EncryptionKeyOptions[], string | undefined, string]>([
    [[{ id: 'k1' }], undefined, "'k1': give one of secret, passphrase and"],
    [[{ id: 'k1' }], undefined, 'the variable it names is not set or empty'],
    [[{ id: 'k1', secret, passphrase }], undefined, 'give one of secret'],
    [[{ id: 'k1', secret: 'c2hvcnQ=' }], undefined, 'base64 of 32 random'],
    [[{ id: 'k1', secret: `${secret}!` }], undefined, 'base64 of 32 random'],
    [[{ id: 'k1', passphrase: 'short' }], undefined, '12 characters'],
    [[{ id: 'k1', recipient: 'age1x' }], undefined, 'recipient has to be'],
    [[{ id: 'k1', secret, identity: 'AGE' }], undefined, 'needs a recipient'],
    [[{ id: 'a b', secret }], undefined, 'The id of an encryption key'],
    [
      [
        { id: 'k1', secret },
        { id: 'k1', passphrase },
      ],
      undefined,
      "two encryption keys 'k1'",
    ],
    [[{ id: 'k1', secret }], 'k2', "no encryption key 'k2'"],
    [[{ id: 'k1', secret, retired: true }], 'k1', "'k1' is retired"],
  ])('refuses %p with default %p', async (keys, defaultKey, message) => {
    const refusal = await create(keys, defaultKey).catch(error => error);
    expect(refusal.name).toBe('InputError');
    expect(refusal.message).toContain(message);
    for (const value of [secret, passphrase, 'c2hvcnQ=']) {
      expect(refusal.message).not.toContain(value);
    }
  });

  it('refuses an identity that is not that of the recipient', async () => {
    const { recipient } = await ageKey('k1');
    const { identity } = await ageKey('k1');
    await expect(create([{ id: 'k1', recipient, identity }])).rejects.toThrow(
      "Encryption key 'k1': identity is not that of the recipient",
    );
    await expect(
      create([{ id: 'k1', recipient, identity: 'AGE-SECRET-KEY-1HIDDEN' }]),
    ).rejects.not.toThrow('HIDDEN');
  });
});
