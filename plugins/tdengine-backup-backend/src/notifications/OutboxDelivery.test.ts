import {
  BackupNotification,
  NotificationRefusedError,
  Notifier,
} from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { silentLogger } from '../__testUtils__/silentLogger';
import { insertPolicy } from '../__testUtils__/testRecords';
import { gate } from '../__testUtils__/useEngines';
import { applyMigrations } from '../database/applyMigrations';
import { DatabaseOutboxStore } from '../database/DatabaseOutboxStore';
import {
  addressed,
  FAILED,
  POLICY,
  RECOVERED,
} from './__testUtils__/sampleNews';
import { AddressedNews, News } from './News';
import { Outbox } from './Outbox';
import { OutboxDelivery } from './OutboxDelivery';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const { signal } = new AbortController();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Takes messages, or fails as it is told to. */
class FakeNotifier implements Notifier {
  readonly taken: BackupNotification[] = [];
  tries = 0;
  failure: Error | undefined;

  constructor(readonly type = 'mail', readonly mostPerMinute?: number) {}

  reaches({ addresses }: AddressedNews['recipients']) {
    return addresses.length > 0;
  }

  async notify(notification: BackupNotification): Promise<void> {
    this.tries++;
    if (this.failure) {
      throw this.failure;
    }
    this.taken.push(notification);
  }

  get titles() {
    return this.taken.map(({ title }) => title);
  }
}

describe.each(databases.eachSupportedId())('the outbox on %p', databaseId => {
  let knex: Knex;
  let store: DatabaseOutboxStore;
  let now: Date;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await applyMigrations({ getClient: async () => knex });
    store = DatabaseOutboxStore.create({ knex });
    now = new Date('2026-11-21T10:00:00Z');
  });

  const pass = (milliseconds: number) => {
    now = new Date(now.getTime() + milliseconds);
  };

  function create(...notifiers: Notifier[]) {
    const logger = { ...silentLogger, warn: jest.fn(), error: jest.fn() };
    const options = { outbox: store, notifiers, now: () => now, logger };
    const outbox = Outbox.create(options);
    return {
      logger,
      delivery: OutboxDelivery.create(options),
      add: (news: AddressedNews) =>
        knex.transaction(tx => outbox.add(news, tx)),
    };
  }

  function about(name: string, news: News = FAILED) {
    return addressed(
      { ...news, policy: { ...POLICY, id: name, name } } as News,
      { thread: `policy:${name}` },
    );
  }

  it('delivers what was written once, and nothing of a transaction that failed', async () => {
    const notifier = new FakeNotifier();
    const { add, delivery } = create(notifier);
    await add(about('a'));
    await expect(
      knex.transaction(async tx => {
        await Outbox.create({
          outbox: store,
          notifiers: [notifier],
          now: () => new Date(),
        }).add(about('b'), tx);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await delivery.run(signal);
    await delivery.run(signal);
    expect(notifier.titles).toEqual(["Backup policy 'a' fails"]);
  });

  it('keeps nothing for a notifier that reaches nobody', async () => {
    const { add } = create(new FakeNotifier());
    await add({
      ...about('a'),
      recipients: { entityRefs: ['user:default/alice'], addresses: [] },
    });
    expect(await knex('outbox')).toEqual([]);
  });

  it('is delivered once however many replicas look', async () => {
    const notifier = new FakeNotifier();
    const first = create(notifier);
    const second = create(notifier);
    for (let index = 0; index < 20; index++) {
      await first.add(about(`policy ${index}`));
    }
    await Promise.all([
      first.delivery.run(signal),
      second.delivery.run(signal),
      first.delivery.run(signal),
      second.delivery.run(signal),
    ]);
    await first.delivery.run(signal);
    expect(new Set(notifier.titles).size).toBe(20);
    expect(notifier.titles).toHaveLength(20);
  });

  it('loses nothing while a notifier is down for an hour, and bothers it less and less', async () => {
    const mail = new FakeNotifier('mail');
    const other = new FakeNotifier('other');
    const { add, delivery, logger } = create(mail, other);
    mail.failure = new Error('connect ECONNREFUSED');
    await add(about('a'));
    for (let half = 0; half < 120; half++) {
      await delivery.run(signal);
      pass(MINUTE_MS / 2);
    }
    // Pauses of ½, 1, 2, 4, 8 and then 15 minutes.
    expect(mail.tries).toBe(8);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(other.titles).toEqual(["Backup policy 'a' fails"]);

    mail.failure = undefined;
    await add(about('b'));
    pass(15 * MINUTE_MS);
    await delivery.run(signal);
    expect(mail.titles).toEqual([
      "Backup policy 'a' fails",
      "Backup policy 'b' fails",
    ]);
  });

  it('does not try all of many against a notifier that is down', async () => {
    const notifier = new FakeNotifier();
    const { add, delivery } = create(notifier);
    notifier.failure = new Error('down');
    for (let index = 0; index < 10; index++) {
      await add(about(`policy ${index}`));
    }
    await delivery.run(signal);
    expect(notifier.tries).toBe(3);
    notifier.failure = undefined;
    pass(HOUR_MS);
    await delivery.run(signal);
    expect(notifier.taken).toHaveLength(10);
  });

  it('gives up after a day, and says so', async () => {
    const notifier = new FakeNotifier();
    const { add, delivery, logger } = create(notifier);
    notifier.failure = new Error('no such host');
    await add(about('a'));
    for (let hour = 0; hour < 30; hour++) {
      await delivery.run(signal);
      pass(HOUR_MS);
    }
    expect(notifier.tries).toBe(25);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('failed for a day'),
    );
    notifier.failure = undefined;
    await delivery.run(signal);
    expect(notifier.taken).toEqual([]);
  });

  it('does not try again what is refused, and goes on with the others', async () => {
    const notifier = new FakeNotifier();
    const { add, delivery, logger } = create(notifier);
    notifier.failure = new NotificationRefusedError('550 no such user');
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await add(about(name));
    }
    await delivery.run(signal);
    expect(notifier.tries).toBe(5);
    expect(logger.error).toHaveBeenCalledTimes(5);
    pass(HOUR_MS);
    await delivery.run(signal);
    expect(notifier.tries).toBe(5);
  });

  it('keeps the order of a matter, whatever fails', async () => {
    const notifier = new FakeNotifier();
    const { add, delivery } = create(notifier);
    notifier.failure = new Error('down');
    await add(about('a'));
    await delivery.run(signal);
    notifier.failure = undefined;
    await add(about('a', RECOVERED));
    await add(about('b'));
    await delivery.run(signal);
    expect(notifier.titles).toEqual(["Backup policy 'b' fails"]);
    pass(MINUTE_MS);
    await delivery.run(signal);
    const [, failed, recovered] = notifier.taken;
    expect(failed).toMatchObject({ outcome: 'failed', answers: undefined });
    expect(recovered).toMatchObject({
      outcome: 'recovered',
      answers: failed.id,
    });
  });

  describe('when its process is killed', () => {
    /** Ends as a process does that is killed right after the message went out. */
    async function deliverAndDie(notifier: FakeNotifier) {
      const killed = create({
        type: notifier.type,
        reaches: () => true,
        notify: async message => {
          await notifier.notify(message);
          await new Promise(() => {});
        },
      });
      const tries = notifier.tries;
      killed.delivery.nudge();
      while (notifier.tries === tries) {
        await new Promise(resolve => setTimeout(resolve, 10));
      }
      // Its lease runs out.
      await knex('outbox_leases').update({ lease_expires_at: new Date(0) });
    }

    it('sends a message a second time under the same id, and never a third', async () => {
      const notifier = new FakeNotifier();
      const { add, delivery, logger } = create(notifier);
      await add(about('a'));
      await deliverAndDie(notifier);
      await deliverAndDie(notifier);
      expect(new Set(notifier.taken.map(({ id }) => id)).size).toBe(1);
      await delivery.run(signal);
      await delivery.run(signal);
      expect(notifier.taken).toHaveLength(2);
      expect(logger.error).toHaveBeenCalledWith(
        expect.stringContaining('may or may not have sent'),
      );
    });

    it('writes nothing any more once another one delivers', async () => {
      const notifier = new FakeNotifier();
      const { opened, open } = gate();
      const slow = create({
        type: 'mail',
        reaches: () => true,
        notify: async () => opened,
      });
      await slow.add(about('a'));
      const sending = slow.delivery.run(signal);
      while ((await knex('outbox').where({ unknown_ends: 1 })).length === 0) {
        await new Promise(resolve => setTimeout(resolve, 10));
      }
      await knex('outbox_leases').update({ lease_expires_at: new Date(0) });
      notifier.failure = new Error('down');
      await create(notifier).delivery.run(signal);
      open();
      await sending;
      expect(await knex('outbox').first()).toMatchObject({ state: 'waiting' });
    });
  });

  describe('with a limit', () => {
    it('never sends more in a minute, and puts together what waited', async () => {
      const notifier = new FakeNotifier('mail', 3);
      const { add, delivery } = create(notifier);
      for (let index = 0; index < 3; index++) {
        await add(about(`policy ${index}`));
      }
      await delivery.run(signal);
      expect(notifier.taken).toHaveLength(3);
      for (let index = 3; index < 40; index++) {
        await add(about(`policy ${index}`));
      }
      pass(MINUTE_MS / 2);
      await delivery.run(signal);
      expect(notifier.taken).toHaveLength(3);
      pass(MINUTE_MS / 2);
      await delivery.run(signal);
      await delivery.run(signal);
      expect(notifier.titles.slice(3)).toEqual([
        '37 messages about backups: 37 failed',
      ]);
    });

    it('puts together only what is for the same people in the same language', async () => {
      const notifier = new FakeNotifier('mail', 2);
      const { add, delivery } = create(notifier);
      const others = { entityRefs: [], addresses: ['others@example.com'] };
      for (let index = 0; index < 4; index++) {
        await add(about(`ours ${index}`));
        await add({ ...about(`theirs ${index}`), recipients: others });
        await add({ ...about(`zh ${index}`), language: 'zh' });
      }
      await delivery.run(signal);
      pass(MINUTE_MS);
      await delivery.run(signal);
      expect(
        notifier.taken.map(({ title, recipients }) => [
          title,
          recipients.addresses[0],
        ]),
      ).toEqual([
        ['4 messages about backups: 4 failed', 'ops@example.com'],
        ['4 messages about backups: 4 failed', 'others@example.com'],
        ['4 条备份消息：失败 4', 'ops@example.com'],
      ]);
    });

    it('answers the message that took a failure along', async () => {
      const notifier = new FakeNotifier('mail', 1);
      const { add, delivery } = create(notifier);
      await add(about('a'));
      await add(about('b'));
      await delivery.run(signal);
      pass(MINUTE_MS);
      await add(about('b', RECOVERED));
      await delivery.run(signal);
      const [digest, recovered] = notifier.taken;
      expect(digest.kind).toBe('digest');
      expect(recovered.answers).toBe(digest.id);
    });
  });

  it('forgets what ended long ago, but not a failure that goes on', async () => {
    const failing = await insertPolicy(knex, { failing_since: now });
    const notifier = new FakeNotifier();
    const { add, delivery } = create(notifier);
    await add(about(failing));
    await add(about('b'));
    await delivery.run(signal);
    pass(8 * 24 * HOUR_MS);
    await delivery.prune();
    expect(await knex('outbox').pluck('policy_id')).toEqual([failing]);

    await knex('policies').update({ failing_since: null });
    await delivery.prune();
    expect(await knex('outbox')).toEqual([]);
  });

  it('ends what waits for a notifier that is not there any more', async () => {
    const gone = create(new FakeNotifier('pager'));
    await gone.add(about('a'));
    const { delivery, logger } = create(new FakeNotifier('mail'));
    await delivery.prune();
    expect(await store.status()).toEqual(
      new Map([['pager', { waiting: 1, oldestAt: now }]]),
    );
    pass(25 * HOUR_MS);
    await delivery.prune();
    expect(await store.status()).toEqual(new Map());
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('not installed'),
    );
  });
});
