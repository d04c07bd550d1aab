import {
  describePolicyRunReason,
  isPolicyRunReason,
  PolicyRunReason,
} from '..';

describe('describePolicyRunReason', () => {
  it.each<[PolicyRunReason, string, string]>([
    [
      { code: 'runNotOver' },
      'The run before it was not over',
      '上一次运行尚未结束',
    ],
    [
      { code: 'otherRunWaits' },
      'A run waits already for the one before it',
      '已有一次运行在等待上一次运行结束',
    ],
    [
      { code: 'tooLate' },
      'Nothing ran at that time, and it is too late to make up for it',
      '当时没有运行，现在补运行已太晚',
    ],
    [{ code: 'disabled' }, 'The policy was disabled', '策略已停用'],
    [{ code: 'deleted' }, 'The policy was deleted', '策略已删除'],
    [
      { code: 'switchedOff' },
      'Automatic backups are switched off in the configuration',
      '配置中已关闭自动备份',
    ],
    [
      { code: 'paused' },
      'All policies were paused by somebody',
      '全部策略已暂停',
    ],
    [
      { code: 'paused', by: 'user:default/alice', note: 'the disk is full' },
      'All policies were paused by user:default/alice: the disk is full',
      '全部策略已由 user:default/alice 暂停：the disk is full',
    ],
  ])('%j', (reason, english, chinese) => {
    expect(describePolicyRunReason(reason, 'en')).toBe(english);
    expect(describePolicyRunReason(reason, 'zh')).toBe(chinese);
  });
});

describe('isPolicyRunReason', () => {
  it('tells what it has words for', () => {
    expect(isPolicyRunReason({ code: 'tooLate' })).toBe(true);
    expect(isPolicyRunReason({ code: 'eclipse' })).toBe(false);
    expect(isPolicyRunReason({ code: 'toString' })).toBe(false);
  });
});
