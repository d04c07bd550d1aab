import { AlertNewsItem } from '../News';

const MINUTE_MS = 60_000;

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
      return `备份${quoted}已损坏`;
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
