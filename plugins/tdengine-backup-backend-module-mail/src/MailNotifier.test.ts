import { mockServices } from '@backstage/backend-test-utils';
import { BackupNotification } from 'backstage-plugin-tdengine-backup-node';
import { createServer, Server } from 'node:net';
import { inspect } from 'node:util';
import { MAIL_CERTIFICATE, MailSink, startMailSink } from 'storage-servers';
import { MailNotifier } from './MailNotifier';
import { MailConfig } from './readMailConfig';

jest.setTimeout(60_000);

const FAILURE: BackupNotification = {
  id: '5a2f3c1e-0000-4000-8000-000000000001',
  kind: 'policy',
  outcome: 'failed',
  thread: 'policy:1',
  topic: 'policies',
  severity: 'high',
  language: 'zh',
  title: '备份策略“<script>夜间</script>”运行失败',
  summary: '服务器没有应答 💾',
  text: '服务器没有应答 💾\n\n策略：<script>夜间</script>',
  html: '<!DOCTYPE html><html lang="zh-CN"><body><p>服务器没有应答 💾</p>&lt;script&gt;</body></html>',
  link: '/tdengine-backup/backups/1',
  url: 'https://portal.example/tdengine-backup/backups/1',
  recipients: {
    entityRefs: [],
    addresses: ['ops@example.com', 'boss@example.com'],
  },
};

const RECOVERY: BackupNotification = {
  ...FAILURE,
  id: '5a2f3c1e-0000-4000-8000-000000000002',
  outcome: 'recovered',
  answers: FAILURE.id,
  title: 'Backup policy works again',
};

describe('MailNotifier', () => {
  const sinks: MailSink[] = [];
  const servers: Server[] = [];

  afterEach(async () => {
    await Promise.all(sinks.splice(0).map(sink => sink.close()));
    await Promise.all(
      servers
        .splice(0)
        .map(server => new Promise(resolve => server.close(resolve))),
    );
  });

  async function startSink(options: Parameters<typeof startMailSink>[0] = {}) {
    const sink = await startMailSink(options);
    sinks.push(sink);
    return sink;
  }

  function create(port: number, changes: Partial<MailConfig> = {}) {
    const logger = mockServices.logger.mock();
    const notifier = MailNotifier.create({
      config: {
        host: 'localhost',
        port,
        secure: true,
        allowPlainText: false,
        auth: { user: 'backup', pass: 'geheim' },
        ca: MAIL_CERTIFICATE,
        rejectUnauthorized: true,
        from: { name: 'TDengine Backup', address: 'backup@example.com' },
        replyTo: 'ops@example.com',
        mostPerMinute: 10,
        ...changes,
      },
      logger,
    });
    return {
      logger,
      notifier,
      send: (message = FAILURE, signal = new AbortController().signal) =>
        notifier.notify(message, { signal }),
    };
  }

  it('keeps the password to itself where the server repeats it', async () => {
    const sink = await startSink({ repeatsPassword: true });
    const pass = 'c4n/+y p4ss';
    const failure = await create(sink.port, { auth: { user: 'backup', pass } })
      .send()
      .catch(error => error);
    expect(failure).toMatchObject({ code: 'EAUTH' });
    expect(failure.message).toContain('No ***');
    const told = inspect(failure, { depth: 10, showHidden: true });
    expect(told).not.toContain(pass);
    expect(told).not.toContain(
      Buffer.from(`\0backup\0${pass}`).toString('base64'),
    );
  });

  it('sends text and HTML as they are, and says that a machine wrote it', async () => {
    const sink = await startSink();
    await create(sink.port).send();
    expect(sink.mails).toHaveLength(1);
    const [{ envelope, mail, isSecure, user }] = sink.mails;
    expect({ isSecure, user }).toEqual({ isSecure: true, user: 'backup' });
    expect(envelope).toEqual({
      from: 'backup@example.com',
      to: ['ops@example.com', 'boss@example.com'],
    });
    expect(mail).toMatchObject({
      subject: FAILURE.title,
      from: { name: 'TDengine Backup', address: 'backup@example.com' },
      replyTo: [{ address: 'ops@example.com' }],
      messageId: `<${FAILURE.id}@example.com>`,
    });
    expect(mail.inReplyTo).toBeUndefined();
    expect(mail.text!.trim()).toBe(FAILURE.text);
    expect(mail.html!.trim()).toBe(FAILURE.html);
    const header = (key: string) =>
      mail.headers.find(it => it.key === key)?.value;
    expect(header('auto-submitted')).toBe('auto-generated');
    expect(header('content-type')).toMatch(/^multipart\/alternative/);
  });

  it('has the end of a failure below the failure, in the thread of the mail program', async () => {
    const sink = await startSink();
    const { send } = create(sink.port);
    await send();
    await send(RECOVERY);
    const [failure, recovery] = sink.mails.map(({ mail }) => mail);
    expect(recovery.inReplyTo).toBe(failure.messageId);
    expect(recovery.references).toBe(failure.messageId);
    expect(recovery.messageId).not.toBe(failure.messageId);
  });

  it('adds no header and no recipient, whatever a title or an address says', async () => {
    const sink = await startSink();
    await create(sink.port).send({
      ...FAILURE,
      title: 'x\r\nBcc: everybody@example.com',
      recipients: { entityRefs: [], addresses: ['ops@example.com'] },
    });
    const [{ envelope, mail }] = sink.mails;
    expect(envelope.to).toEqual(['ops@example.com']);
    expect(mail.bcc).toBeUndefined();
  });

  it('encrypts by STARTTLS where the server begins in the clear', async () => {
    const sink = await startSink({ secure: false });
    await create(sink.port, { secure: false }).send();
    expect(sink.mails[0].isSecure).toBe(true);
  });

  it('says nothing in the clear, unless told to', async () => {
    const sink = await startSink({ secure: false, hasStartTls: false });
    await expect(
      create(sink.port, { secure: false }).send(),
    ).rejects.toMatchObject({ code: 'ETLS' });
    expect(sink.mails).toEqual([]);
    expect(sink.logins).toEqual([]);
    await create(sink.port, { secure: false, allowPlainText: true }).send();
    expect(sink.mails[0].isSecure).toBe(false);
  });

  it('trusts no certificate that nobody vouches for', async () => {
    const sink = await startSink();
    await expect(create(sink.port, { ca: undefined }).send()).rejects.toThrow(
      /self[- ]signed certificate/,
    );
    expect(sink.mails).toEqual([]);
    await create(sink.port, {
      ca: undefined,
      rejectUnauthorized: false,
    }).send();
    expect(sink.mails).toHaveLength(1);
  });

  it('fails for now where the password is wrong, and does not tell it', async () => {
    const sink = await startSink();
    const failure = await create(sink.port, {
      auth: { user: 'backup', pass: 'wr0ng-pass' },
    })
      .send()
      .catch(error => error);
    expect(failure).toMatchObject({ code: 'EAUTH' });
    expect(failure.name).not.toBe('NotificationRefusedError');
    expect(String(failure.stack)).not.toContain('wr0ng-pass');
  });

  it('is refused for good where the server knows none of the addresses', async () => {
    const sink = await startSink({
      unknown: ['ops@example.com', 'boss@example.com'],
    });
    await expect(create(sink.port).send()).rejects.toMatchObject({
      name: 'NotificationRefusedError',
      message: expect.stringContaining('no such user'),
    });
  });

  it('sends to those that the server knows, and logs the others', async () => {
    const sink = await startSink({ unknown: ['boss@example.com'] });
    const { send, logger } = create(sink.port);
    await send();
    expect(sink.mails[0].envelope.to).toEqual(['ops@example.com']);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('boss@example.com'),
    );
  });

  it('fails for now where the server is busy, and sends when it is not', async () => {
    const sink = await startSink({ busyTimes: 1 });
    const { send } = create(sink.port);
    const failure = await send().catch(error => error);
    expect(failure.name).not.toBe('NotificationRefusedError');
    expect(failure).toMatchObject({ responseCode: 451 });
    await send();
    expect(sink.mails).toHaveLength(1);
  });

  it('fails for now where nothing listens', async () => {
    const sink = await startSink();
    await sink.close();
    sinks.pop();
    await expect(create(sink.port).send()).rejects.toMatchObject({
      code: 'ESOCKET',
    });
  });

  it('does not wait long for a server that says nothing', async () => {
    const server = createServer(() => {});
    servers.push(server);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address() as { port: number };
    const sockets: Array<() => void> = [];
    server.on('connection', socket => sockets.push(() => socket.destroy()));
    const startedAt = Date.now();
    await expect(
      create(address.port, { host: '127.0.0.1', secure: false }).send(),
    ).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(Date.now() - startedAt).toBeLessThan(20_000);
    sockets.forEach(destroy => destroy());
  });

  it('sends nothing any more once it is told to stop', async () => {
    const sink = await startSink({ pauseMs: 1_500 });
    const startedAt = Date.now();
    await expect(
      create(sink.port).send(FAILURE, AbortSignal.timeout(500)),
    ).rejects.toThrow();
    expect(Date.now() - startedAt).toBeLessThan(1_400);
    await new Promise(resolve => setTimeout(resolve, 1_500));
    expect(sink.mails).toEqual([]);
  });

  it('reaches addresses only', () => {
    const { notifier } = create(1);
    expect(
      notifier.reaches({ entityRefs: ['user:default/a'], addresses: [] }),
    ).toBe(false);
    expect(notifier.reaches(FAILURE.recipients)).toBe(true);
  });
});
