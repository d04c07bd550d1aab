import { AlertNewsItem } from '../News';

const MINUTE_MS = 60_000;

const PROBLEMS: Record<string, string> = {
  missing: '文件缺失',
  unreadable: '文件无法读取',
  size: '文件大小不符',
  digest: '文件校验和不符',
  undecodable: '文件无法解码',
  rows: '文件行数不符',
  unexpected: '有多余的文件',
  counts: '行数与清单不符',
};

/** An alert in Chinese, made of its figures; in the words of the record where the kind has none here. */
export function zhAlertMessage({
  alert,
  name,
  details,
  message,
}: AlertNewsItem): string {
  const quoted = `“${name}”`;
  const figure = (key: string) => Number(details[key] ?? 0);
  const minutes = (key: string) =>
    `${Number((figure(key) / MINUTE_MS).toFixed(1))} 分钟`;
  switch (alert) {
    case 'objective':
      return `策略${quoted}已超过 ${figure('objectiveHours')} 小时没有可用备份`;
    case 'schedule':
      return `策略${quoted}未按计划运行`;
    case 'verification':
      return `备份${quoted}已损坏${damage(details)}`;
    case 'repair':
      return `备份${quoted}在存储目标“${
        details.target
      }”上的副本修复失败，已不再重试${
        typeof details.error === 'string' ? `：${details.error}` : ''
      }`;
    case 'successRate':
      return `策略${quoted}最近 ${figure('runs')} 次运行中有 ${figure(
        'failed',
      )} 次失败`;
    case 'duration':
      return details.running === true
        ? `策略${quoted}正在进行的运行已超过 ${minutes(
            'longestMs',
          )}，通常为 ${minutes('usualMs')}`
        : `策略${quoted}最近一次运行用时 ${minutes(
            'durationMs',
          )}，通常为 ${minutes('usualMs')}`;
    case 'storageUsage':
      return `存储目标${quoted}已使用 ${figure('usedPercent')}%`;
    case 'storageForecast':
      return `按最近 30 天的增长，存储目标${quoted}将在 ${figure(
        'daysUntilFull',
      )} 天内写满`;
    default:
      return message;
  }
}

/** What a verification found; nothing where there are no words for it. */
function damage({ problem, path, problems }: AlertNewsItem['details']): string {
  const words = PROBLEMS[String(problem)];
  if (words === undefined) {
    return '';
  }
  const more = Number(problems ?? 1) - 1;
  return `：${words}（${path}）${more > 0 ? `，另有 ${more} 个问题` : ''}`;
}
