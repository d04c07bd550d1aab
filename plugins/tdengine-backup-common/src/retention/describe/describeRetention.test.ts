import {
  describeRetentionDecision,
  describeRetentionProblem,
  describeRetentionReason,
  describeRetentionRemoval,
  isRetentionReason,
  RetentionProblem,
  RetentionReason,
} from '..';

const options = {
  timeZone: 'Asia/Shanghai',
  nameOf: (id: string) => (id === 'x' ? undefined : `backup ${id}`),
};
const place = { position: 2, count: 7 };
const until = '2026-11-23T18:30:00.000Z';

const REASONS: Array<[RetentionReason, string, string]> = [
  [
    { code: 'lastGood' },
    'it is the last good backup',
    '它是最近一个完好的备份',
  ],
  [
    { code: 'floor', ...place },
    'it is number 2 of the newest 7, which always stay',
    '它是始终保留的最新 7 个备份中的第 2 个',
  ],
  [
    { code: 'floor', position: 1, count: 1 },
    'it is the newest backup with files, which always stays',
    '它是最新的有文件的备份，始终保留',
  ],
  [{ code: 'pinned' }, 'it is pinned', '它已被固定'],
  [
    { code: 'busy' },
    'it is in use: being made, verified, restored or downloaded',
    '它正在使用中（创建、校验、恢复或下载）',
  ],
  [
    { code: 'locked', until },
    'its storage locks it until 2026-11-24 02:30 +08:00',
    '存储将其锁定至 2026-11-24 02:30 +08:00',
  ],
  [{ code: 'neededBy', ids: ['a'] }, 'backup a needs it', 'backup a 依赖它'],
  [
    { code: 'neededBy', ids: ['a', 'x'] },
    'backup a and x need it',
    'backup a、x 依赖它',
  ],
  [
    { code: 'neededBy', ids: ['a', 'b', 'c', 'd', 'e'] },
    'backup a, backup b, backup c and 2 more need it',
    'backup a、backup b、backup c等 5 个备份依赖它',
  ],
  [{ code: 'otherRules' }, 'other rules decide about it', '它由其他规则决定'],
  [
    { code: 'noFiles', state: 'failed' },
    'it failed, and is a record without files',
    '它已失败，只是没有文件的记录',
  ],
  [
    { code: 'noFiles', state: 'cancelled' },
    'it was cancelled, and is a record without files',
    '它已取消，只是没有文件的记录',
  ],
  [{ code: 'beingDeleted' }, 'it is being deleted already', '它已在删除中'],
  [
    { code: 'keepLast', ...place },
    'it is number 2 of the last 7',
    '它是保留的最近 7 个备份中的第 2 个',
  ],
  [
    { code: 'keepHourly', bucket: '2026-11-21T14+08:00', ...place },
    'it is the newest of the hour 2026-11-21T14+08:00, hour 2 of 7',
    '它是 2026-11-21T14+08:00 这一小时最新的备份（按小时保留 7 个，第 2 个）',
  ],
  [
    { code: 'keepDaily', bucket: '2026-11-21', ...place },
    'it is the newest of the day 2026-11-21, day 2 of 7',
    '它是 2026-11-21 这一日最新的备份（按日保留 7 个，第 2 个）',
  ],
  [
    { code: 'keepWeekly', bucket: '2026-W47', ...place },
    'it is the newest of the week 2026-W47, week 2 of 7',
    '它是 2026-W47 这一周最新的备份（按周保留 7 个，第 2 个）',
  ],
  [
    { code: 'keepMonthly', bucket: '2026-11', ...place },
    'it is the newest of the month 2026-11, month 2 of 7',
    '它是 2026-11 这一月最新的备份（按月保留 7 个，第 2 个）',
  ],
  [
    { code: 'keepYearly', bucket: '2026', ...place },
    'it is the newest of the year 2026, year 2 of 7',
    '它是 2026 这一年最新的备份（按年保留 7 个，第 2 个）',
  ],
  [
    { code: 'withinDays', days: 7, until },
    'it is younger than 7 days',
    '它未满 7 天',
  ],
  [
    { code: 'withinCount', ...place },
    'it is number 2 of at most 7',
    '它排在第 2 个，未超出 7 个的上限',
  ],
  [
    { code: 'olderThanDays', days: 1, since: until },
    'it is older than 1 day',
    '它已满 1 天',
  ],
  [
    { code: 'beyondCount', position: 8, count: 7 },
    'it is number 8, and at most 7 stay',
    '它排在第 8 个，超出 7 个的上限',
  ],
  [{ code: 'heldByNoRule' }, 'no keep rule holds it', '没有保留规则需要它'],
  [
    { code: 'notGood', doubt: 'corrupted' },
    'it does not count as good: a verification found it damaged',
    '它不算完好的备份：校验发现它已损坏',
  ],
  [
    { code: 'notGood', doubt: 'partiallyFailed' },
    'it does not count as good: one of its copies failed',
    '它不算完好的备份：有一份副本失败',
  ],
  [
    { code: 'notGood', doubt: 'unverified' },
    'it does not count as good: it is not verified',
    '它不算完好的备份：尚未校验',
  ],
  [
    { code: 'notGood', doubt: 'brokenChain' },
    'it does not count as good: a backup that it needs is missing or not good',
    '它不算完好的备份：它所依赖的备份缺失或不完好',
  ],
];

describe('describeRetentionReason', () => {
  it.each(REASONS)('%j', (reason, english, chinese) => {
    expect(describeRetentionReason(reason, 'en', options)).toBe(english);
    expect(describeRetentionReason(reason, 'zh', options)).toBe(chinese);
  });

  it('writes moments in UTC and backups by their ids where nothing is said', () => {
    expect(describeRetentionReason({ code: 'locked', until }, 'en')).toBe(
      'its storage locks it until 2026-11-23 18:30 +00:00',
    );
    expect(
      describeRetentionReason({ code: 'neededBy', ids: ['a'] }, 'en'),
    ).toBe('a needs it');
  });
});

describe('describeRetentionDecision', () => {
  it('says why a backup stays, and until when', () => {
    const decision = {
      id: 'a',
      action: 'keep' as const,
      reasons: [
        { code: 'notGood', doubt: 'corrupted' },
        { code: 'withinDays', days: 7, until },
        { code: 'withinCount', ...place },
      ] as RetentionReason[],
      goesOn: until,
      goesWithNext: true,
    };

    expect(describeRetentionDecision(decision, 'en', options)).toBe(
      'Kept because it is younger than 7 days, and it is number 2 of at most 7. ' +
        'It does not count as good: a verification found it damaged. Goes on 2026-11-24 02:30 +08:00. Goes with the next backup.',
    );
    expect(describeRetentionDecision(decision, 'zh', options)).toBe(
      '保留，因为它未满 7 天，并且它排在第 2 个，未超出 7 个的上限。' +
        '它不算完好的备份：校验发现它已损坏。将于 2026-11-24 02:30 +08:00 删除。下一个备份完成后删除。',
    );
  });

  it('says why a backup goes', () => {
    const decision = {
      id: 'a',
      action: 'delete' as const,
      reasons: [
        { code: 'olderThanDays', days: 7, since: until },
        { code: 'heldByNoRule' },
      ] as RetentionReason[],
      goesWithNext: false,
    };

    expect(describeRetentionDecision(decision, 'en')).toBe(
      'Goes because it is older than 7 days, and no keep rule holds it.',
    );
    expect(describeRetentionDecision(decision, 'zh')).toBe(
      '删除，因为它已满 7 天，并且没有保留规则需要它。',
    );
  });
});

describe('describeRetentionRemoval', () => {
  it('names the policy and all reasons', () => {
    const removal = {
      policyName: 'nightly',
      reasons: [
        { code: 'olderThanDays', days: 7, since: until },
        { code: 'heldByNoRule' },
      ] as RetentionReason[],
    };
    expect(describeRetentionRemoval(removal, 'en')).toBe(
      "Removed by policy 'nightly': it is older than 7 days; no keep rule holds it",
    );
    expect(describeRetentionRemoval(removal, 'zh')).toBe(
      '由策略“nightly”删除：它已满 7 天；没有保留规则需要它',
    );
  });
});

describe('isRetentionReason', () => {
  it('tells what it has words for', () => {
    expect(REASONS.every(([reason]) => isRetentionReason(reason))).toBe(true);
    expect(isRetentionReason({ code: 'eclipse' })).toBe(false);
  });
});

describe('describeRetentionProblem', () => {
  it.each<[RetentionProblem, string]>([
    [{ code: 'notAnObject' }, '保留规则必须是一个对象'],
    [{ code: 'empty' }, '天数、份数和保留规则中至少需要一项'],
    [{ code: 'unknownField', field: 'x' }, '“x”不是保留规则'],
    [
      { code: 'notBoolean', field: 'onlyVerified' },
      '“onlyVerified”必须是 true 或 false',
    ],
    [
      { code: 'notATimeZone', field: 'timeZone' },
      '“timeZone”必须是时区名称，例如 Asia/Shanghai',
    ],
  ])('says %j in Chinese', (problem, chinese) => {
    expect(describeRetentionProblem(problem, 'zh')).toBe(chinese);
  });
});
