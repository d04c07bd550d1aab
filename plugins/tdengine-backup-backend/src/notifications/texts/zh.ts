import { Duration } from 'luxon';
import { News } from '../News';
import { MessageTexts } from './MessageTexts';
import { zhAlertMessage } from './zhAlertMessage';

const OUTCOMES: Record<News['outcome'], string> = {
  succeeded: '成功',
  failed: '失败',
  'partially-failed': '部分失败',
  cancelled: '已取消',
  recovered: '已恢复',
  missed: '错过',
  opened: '新告警',
  closed: '告警解除',
};

export const ZH_TEXTS: MessageTexts = {
  quote: name => `“${name}”`,
  number: value => value.toLocaleString('zh-CN'),
  duration: milliseconds => {
    const { hours, minutes, seconds } = Duration.fromMillis(milliseconds)
      .shiftTo('hours', 'minutes', 'seconds')
      .toObject();
    return [
      hours ? `${hours} 小时` : '',
      minutes ? `${minutes} 分` : '',
      hours ? '' : `${Number((seconds ?? 0).toFixed(minutes ? 0 : 1))} 秒`,
    ]
      .filter(Boolean)
      .join(' ');
  },
  policy: {
    succeeded: policy => `备份策略${policy}已运行`,
    failed: policy => `备份策略${policy}运行失败`,
    'partially-failed': policy => `备份策略${policy}的一份备份副本失败`,
    recovered: policy => `备份策略${policy}已恢复正常`,
    missed: (policy, count) => `备份策略${policy}错过了 ${count} 次运行`,
  },
  backup: {
    succeeded: backup => `备份${backup}已完成`,
    failed: backup => `备份${backup}失败`,
    'partially-failed': backup => `备份${backup}可用，但一份副本失败`,
    cancelled: backup => `备份${backup}已取消`,
  },
  restore: {
    succeeded: (backup, instance) => `备份${backup}已恢复到${instance}`,
    failed: (backup, instance) => `备份${backup}恢复到${instance}失败`,
    'partially-failed': (backup, instance) =>
      `备份${backup}部分恢复到${instance}`,
    cancelled: (backup, instance) => `备份${backup}恢复到${instance}已取消`,
  },
  alertMessage: zhAlertMessage,
  alert: {
    opened: message => `告警：${message}`,
    closed: message => `告警解除：${message}`,
  },
  summary: {
    done: ({ rows, tables, size }) =>
      `${tables} 张表，${rows} 行${size ? `，${size}` : ''}`,
    doneWithoutFigures: '已完成',
    recovered: since => `运行成功；此前自 ${since} 起一直失败`,
    missed: ({ count, first, isOne, isMadeUp }) =>
      `${
        isOne
          ? `计划时间 ${first} 没有运行`
          : `有 ${count} 个计划时间没有运行，最早为 ${first}`
      }；${isMadeUp ? '现在正在补做' : '已来不及补做'}`,
    cancelled: '已开始的内容已清理',
    unknownError: '原因不明',
    closed: '已恢复正常',
  },
  verification: { verified: '已回读并比对', unverified: '未校验' },
  facts: {
    policy: '策略',
    instance: '实例',
    scope: '内容',
    backup: '备份',
    targets: '存储位置',
    rows: '行数',
    tables: '表数',
    size: '大小',
    duration: '用时',
    plannedAt: '计划时间',
    failedAt: '失败时间',
    finishedAt: '完成时间',
    failingSince: '开始失败时间',
    verification: '校验',
    error: '错误',
  },
  fact: (label, value) => `${label}：${value}`,
  open: '在门户中打开',
  footer: {
    policy:
      '通知对象与内容在策略中设置。持续的失败只通知一次，恢复时会再次通知。',
    backup: '此消息告知一次手动备份的结果。',
    restore: '此消息告知一次恢复的结果。',
    alert: '每个告警通知一次，解除时再通知一次。',
    digest: '一分钟内的消息过多，因此合并为一条发送。',
  },
  digest: {
    title: (total, counts) => `${total} 条备份消息：${counts}`,
    count: (outcome, count) => `${OUTCOMES[outcome]} ${count}`,
    separator: '，',
    more: count => `……另有 ${count} 条，请在门户中查看`,
  },
};
