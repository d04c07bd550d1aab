import { PolicyRunReason } from './PolicyRunReason';

type Texts = {
  [C in PolicyRunReason['code']]: (
    reason: Extract<PolicyRunReason, { code: C }>,
  ) => string;
};

const ENGLISH: Texts = {
  runNotOver: () => 'The run before it was not over',
  otherRunWaits: () => 'A run waits already for the one before it',
  tooLate: () =>
    'Nothing ran at that time, and it is too late to make up for it',
  disabled: () => 'The policy was disabled',
  deleted: () => 'The policy was deleted',
  switchedOff: () => 'Automatic backups are switched off in the configuration',
  paused: ({ by = 'somebody', note }) =>
    `All policies were paused by ${by}${note === undefined ? '' : `: ${note}`}`,
};

const CHINESE: Texts = {
  runNotOver: () => '上一次运行尚未结束',
  otherRunWaits: () => '已有一次运行在等待上一次运行结束',
  tooLate: () => '当时没有运行，现在补运行已太晚',
  disabled: () => '策略已停用',
  deleted: () => '策略已删除',
  switchedOff: () => '配置中已关闭自动备份',
  paused: ({ by, note }) =>
    `全部策略已${by === undefined ? '' : `由 ${by} `}暂停${
      note === undefined ? '' : `：${note}`
    }`,
};

/**
 * Why a run of a policy did not begin, in words.
 * @public
 */
export function describePolicyRunReason(
  reason: PolicyRunReason,
  language: 'en' | 'zh',
): string {
  const texts = language === 'zh' ? CHINESE : ENGLISH;
  const text = texts[reason.code] as (some: PolicyRunReason) => string;
  return text(reason);
}

/**
 * Whether a reason that a server gave has words here: a newer one may have others.
 * @public
 */
export function isPolicyRunReason(reason: {
  code: string;
}): reason is PolicyRunReason {
  return Object.hasOwn(ENGLISH, reason.code);
}
