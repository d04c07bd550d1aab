import type { ProblemTexts } from './ProblemTexts';

/**
 * Problems in Chinese.
 * @internal
 */
export const problemTextsZh: ProblemTexts = {
  'not-an-object': () => '计划不是一个对象',
  missing: ({ path }) => `缺少 ${path}`,
  'unknown-key': ({ path }) => `无法识别 ${path}`,
  'not-text': ({ path, value }) => `${path} 不是文本：${value}`,
  kind: ({ value }) => `类型“${value}”既不是 cron 也不是 interval`,
  'time-zone': ({ value }) =>
    `未知时区“${value}”；请填写 IANA 名称，例如 Asia/Shanghai 或 UTC`,
  'cron-field-count': ({ value }) =>
    `cron“${value}”既不是 5 个字段（分钟、小时、日、月、星期），也不是 6 个字段（前面加秒）`,
  'cron-nickname': ({ value, expected }) =>
    `不支持“${value}”；请写成${
      expected ? `“${expected}”` : ' 5 或 6 个字段的 cron'
    }`,
  'cron-year': ({ value }) => `不支持第七个字段（年份“${value}”），请去掉`,
  'cron-syntax': ({ field, value, expected }) =>
    `${field}字段“${value}”中的“${expected}”无法识别`,
  'cron-range': ({ field, value, expected }) =>
    `${field}字段“${value}”超出范围 ${expected}`,
  'cron-backwards': ({ field, value, expected }) =>
    `${field}字段“${value}”中的范围 ${expected} 是倒序的，请拆成两段`,
  'cron-step': ({ field, value, expected }) =>
    `${field}字段“${value}”的步长超出范围 ${expected}`,
  'cron-question-mark': ({ field, value }) =>
    `${field}字段“${value}”中含有“?”；它只能单独用于日字段或星期字段`,
  'cron-alone': ({ field, value, expected }) =>
    `${field}字段“${value}”中的 ${expected} 只能单独使用，不能放在列表里`,
  'cron-too-often': ({ field, value }) =>
    `${field}字段“${value}”会在一分钟内运行多次；请只写一个数字`,
  'cron-never': ({ value }) => `cron“${value}”永远不会运行：没有这样的日期`,
  hours: ({ value, expected }) => `hours 为 ${value}，应为 ${expected} 的整数`,
  anchor: ({ value }) =>
    `anchor“${value}”不是时间点，例如 2026-01-31T02:00:00Z`,
  jitter: ({ value, expected }) =>
    `jitterSeconds 为 ${value}，应为 ${expected} 的整数`,
  blackout: ({ path }) =>
    `${path} 不是避开时段，例如 { from: '08:00', to: '18:00' }`,
  'blackout-time': ({ path, value }) =>
    `${path}“${value}”不是 00:00 到 23:59 之间的时间`,
  'blackout-empty': ({ path, value }) => `${path} 的起止时间都是 ${value}`,
  'blackout-whole-day': () => '避开时段覆盖了全天',
};
