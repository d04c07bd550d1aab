import {
  addressed,
  BACKUP,
  FAILED,
  POLICY,
  RECOVERED,
} from './__testUtils__/sampleNews';
import { News } from './News';
import { renderDigest } from './renderDigest';
import { renderNews } from './renderNews';

const SENDING = { id: 'message-1', baseUrl: 'https://portal.example/base/' };

const render = (news: News, language: 'en' | 'zh' = 'en') =>
  renderNews(addressed(news, { language }), SENDING);

describe('renderNews', () => {
  it('has the cause of a failure in the first line, and a link', () => {
    const message = render(FAILED);
    expect(message).toMatchObject({
      kind: 'policy',
      outcome: 'failed',
      severity: 'high',
      title: "Backup policy 'nightly' fails",
      summary: 'The server does not answer: connect ECONNREFUSED',
      link: `/tdengine-backup/backups/${BACKUP.id}`,
      url: `https://portal.example/base/tdengine-backup/backups/${BACKUP.id}`,
    });
    const lines = message.text.split('\n');
    expect(lines[0]).toBe('The server does not answer: connect ECONNREFUSED');
    expect(lines).toContain('Failed at: 2026-11-21 18:31 (Asia/Shanghai)');
    expect(lines).toContain(`Open in the portal: ${message.url}`);
    expect(message.html).toContain(`<a href="${message.url}">`);
  });

  it('says everything in Chinese too', () => {
    expect(render(FAILED, 'zh')).toMatchObject({
      title: '备份策略“nightly”运行失败',
      text: expect.stringContaining(
        '失败时间：2026-11-21 18:31 (Asia/Shanghai)',
      ),
      html: expect.stringContaining('<html lang="zh-CN">'),
    });
    expect(render(RECOVERED, 'zh')).toMatchObject({
      title: '备份策略“nightly”已恢复正常',
      summary: '运行成功；此前自 2026-11-20 18:31 (Asia/Shanghai) 起一直失败',
      severity: 'normal',
    });
  });

  it('says how many planned times were missed, and whether that is made up for', () => {
    const missed = (count: number, isMadeUp: boolean) =>
      render({
        kind: 'policy',
        outcome: 'missed',
        policy: POLICY,
        plannedAt: '2026-11-21T10:30:00.000Z',
        count,
        isMadeUp,
      });
    expect(missed(1, false)).toMatchObject({
      title: "Backup policy 'nightly' missed a run",
      summary:
        'Nothing ran at 2026-11-21 18:30 (Asia/Shanghai); it is too late to make up for it',
    });
    expect(missed(3, true)).toMatchObject({
      title: "Backup policy 'nightly' missed 3 runs",
      summary:
        'Nothing ran at 3 planned times, the first of them 2026-11-21 18:30 (Asia/Shanghai); a run makes up for it now',
    });
  });

  it('tells the figures of a success', () => {
    expect(
      render({
        kind: 'policy',
        outcome: 'succeeded',
        policy: POLICY,
        backup: BACKUP,
      }),
    ).toMatchObject({
      severity: 'low',
      summary: '1,234,567 rows of 12 tables, 5 MiB',
      text: expect.stringContaining('Duration: 1 min 35 s'),
    });
  });

  it('tells an alert in both languages', () => {
    const alert: News = {
      kind: 'alert',
      outcome: 'opened',
      id: 'alert',
      alert: 'storageUsage',
      name: 'nas',
      level: 'error',
      message: "97 % of storage target 'nas' are taken, of 1 TiB",
      details: { usedPercent: 97 },
      link: '/tdengine-backup/storage',
    };
    expect(render(alert)).toMatchObject({
      title: "Alert: 97 % of storage target 'nas' are taken, of 1 TiB",
      severity: 'high',
      topic: 'alerts',
    });
    expect(render(alert, 'zh').title).toBe('告警：存储目标“nas”已使用 97%');
    expect(render({ ...alert, outcome: 'closed' }, 'zh')).toMatchObject({
      title: '告警解除：存储目标“nas”已使用 97%',
      severity: 'low',
    });
  });

  it('names the copy that was given up in Chinese, too', () => {
    const alert: News = {
      kind: 'alert',
      outcome: 'opened',
      id: 'alert',
      alert: 'repair',
      name: 'weekly',
      level: 'warning',
      message: 'in English',
      details: { backupName: 'weekly', target: 'nas', error: 'disk full' },
      link: '/tdengine-backup/backups/b1',
    };
    expect(render(alert, 'zh').title).toBe(
      '告警：备份“weekly”在存储目标“nas”上的副本修复失败，已不再重试：disk full',
    );
  });

  describe('with hostile names and causes', () => {
    const hostile = (name: string, error: string) =>
      render({ ...FAILED, policy: { ...POLICY, name }, error } as News);

    it('runs nothing and breaks out of nothing', () => {
      const { html } = hostile(
        `<script>alert(1)</script>`,
        `"><img src=x onerror='alert(2)'> & more`,
      );
      expect(html).not.toMatch(/<script|<img/);
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(html).toContain(
        '&quot;&gt;&lt;img src=x onerror=&#39;alert(2)&#39;&gt; &amp; more',
      );
    });

    it('keeps title and summary on one line each', () => {
      const { title, summary, text } = hostile(
        'evil\r\nBcc: everybody@example.com',
        'first\nsecond\u0000\u2028third\tfourth',
      );
      expect(title).toBe(
        "Backup policy 'evil Bcc: everybody@example.com' fails",
      );
      expect(summary).toBe('first second third fourth');
      expect(text.split('\n')[0]).toBe(summary);
    });

    it('turns no direction', () => {
      const { title, html } = hostile('\u202eylthgin\u2066', 'שגיאה بسيط');
      expect(title).toBe("Backup policy 'ylthgin' fails");
      expect(html).toContain('<bdi>שגיאה بسيط</bdi>');
    });

    it('cuts what is long, between characters', () => {
      const { title, summary, text } = hostile(
        '💾'.repeat(500),
        'x'.repeat(3_000),
      );
      expect(title.length).toBeLessThanOrEqual(200);
      expect(title).toContain('💾…');
      expect(title).not.toMatch(/\p{Surrogate}/u);
      expect(summary).toHaveLength(300);
      // All of it is below.
      expect(text).toContain(`Error: ${'x'.repeat(1_999)}…`);
    });

    it('tells no secrets, also where the cut is in the middle of one', () => {
      const { text, html } = hostile(
        'nightly',
        `${'y'.repeat(250)} http://root:${'s3cret'.repeat(
          20,
        )}@td:6041 password=geheim`,
      );
      expect(text + html).not.toMatch(/s3cret|geheim/);
    });
  });
});

describe('renderDigest', () => {
  const many = Array.from({ length: 60 }, (_, index) =>
    renderNews(
      addressed({
        ...(index % 10 === 0 ? RECOVERED : FAILED),
        policy: { ...POLICY, name: `<b>${index}</b>` },
      } as News),
      { ...SENDING, id: `message-${index}` },
    ),
  );

  it('counts, has what is bad first, and says how many more there are', () => {
    const digest = renderDigest(many, SENDING);
    expect(digest).toMatchObject({
      id: 'message-0',
      kind: 'digest',
      severity: 'high',
      title: '60 messages about backups: 54 failed, 6 recovered',
      summary: 'The server does not answer: connect ECONNREFUSED',
      recipients: { addresses: ['ops@example.com'] },
    });
    expect(digest.text.split('\n')[0]).toBe("Backup policy '<b>1</b>' fails");
    expect(digest.text).toContain('… and 10 more, which the portal shows');
    expect(digest.html).toContain('&lt;b&gt;1&lt;/b&gt;');
    expect(digest.html.match(/<li /g)).toHaveLength(50);
  });
});
