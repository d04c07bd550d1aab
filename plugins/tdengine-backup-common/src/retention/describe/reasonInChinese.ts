import { RetentionDoubt, RetentionReason } from '../RetentionReason';
import { NAMES_SHOWN, ReasonWords } from './ReasonWords';

const DOUBTS: Record<RetentionDoubt, string> = {
  partiallyFailed: '有一份副本失败',
  corrupted: '校验发现它已损坏',
  unverified: '尚未校验',
  brokenChain: '它所依赖的备份缺失或不完好',
};

/** @internal */
export function reasonInChinese(
  reason: RetentionReason,
  { moment, name }: ReasonWords,
): string {
  switch (reason.code) {
    case 'lastGood':
      return '它是最近一个完好的备份';
    case 'floor':
      return reason.count === 1
        ? '它是最新的有文件的备份，始终保留'
        : `它是始终保留的最新 ${reason.count} 个备份中的第 ${reason.position} 个`;
    case 'pinned':
      return '它已被固定';
    case 'busy':
      return '它正在使用中（创建、校验、恢复或下载）';
    case 'locked':
      return `存储将其锁定至 ${moment(reason.until)}`;
    case 'neededBy':
      return neededBy(reason.ids.map(name));
    case 'otherRules':
      return '它由其他规则决定';
    case 'noFiles':
      return reason.state === 'failed'
        ? '它已失败，只是没有文件的记录'
        : '它已取消，只是没有文件的记录';
    case 'beingDeleted':
      return '它已在删除中';
    case 'keepLast':
      return `它是保留的最近 ${reason.count} 个备份中的第 ${reason.position} 个`;
    case 'keepHourly':
      return inBucket('小时', reason);
    case 'keepDaily':
      return inBucket('日', reason);
    case 'keepWeekly':
      return inBucket('周', reason);
    case 'keepMonthly':
      return inBucket('月', reason);
    case 'keepYearly':
      return inBucket('年', reason);
    case 'withinDays':
      return `它未满 ${reason.days} 天`;
    case 'withinCount':
      return `它排在第 ${reason.position} 个，未超出 ${reason.count} 个的上限`;
    case 'olderThanDays':
      return `它已满 ${reason.days} 天`;
    case 'beyondCount':
      return `它排在第 ${reason.position} 个，超出 ${reason.count} 个的上限`;
    case 'heldByNoRule':
      return '没有保留规则需要它';
    default:
      return `它不算完好的备份：${DOUBTS[reason.doubt]}`;
  }
}

function inBucket(
  unit: string,
  {
    bucket,
    position,
    count,
  }: { bucket: string; position: number; count: number },
): string {
  return `它是 ${bucket} 这一${unit}最新的备份（按${unit}保留 ${count} 个，第 ${position} 个）`;
}

function neededBy(names: string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).join('、');
  return names.length > NAMES_SHOWN
    ? `${shown}等 ${names.length} 个备份依赖它`
    : `${shown} 依赖它`;
}
