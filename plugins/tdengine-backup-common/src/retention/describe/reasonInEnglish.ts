import { RetentionDoubt, RetentionReason } from '../RetentionReason';
import { NAMES_SHOWN, ReasonWords } from './ReasonWords';

const DOUBTS: Record<RetentionDoubt, string> = {
  partiallyFailed: 'one of its copies failed',
  corrupted: 'a verification found it damaged',
  unverified: 'it is not verified',
  brokenChain: 'a backup that it needs is missing or not good',
};

/** @internal */
export function reasonInEnglish(
  reason: RetentionReason,
  { moment, name }: ReasonWords,
): string {
  switch (reason.code) {
    case 'lastGood':
      return 'it is the last good backup';
    case 'floor':
      return reason.count === 1
        ? 'it is the newest backup with files, which always stays'
        : `it is number ${reason.position} of the newest ${reason.count}, which always stay`;
    case 'pinned':
      return 'it is pinned';
    case 'busy':
      return 'it is in use: being made, verified, restored or downloaded';
    case 'locked':
      return `its storage locks it until ${moment(reason.until)}`;
    case 'neededBy':
      return neededBy(reason.ids.map(name));
    case 'otherRules':
      return 'other rules decide about it';
    case 'noFiles':
      return reason.state === 'failed'
        ? 'it failed, and is a record without files'
        : 'it was cancelled, and is a record without files';
    case 'beingDeleted':
      return 'it is being deleted already';
    case 'keepLast':
      return `it is number ${reason.position} of the last ${reason.count}`;
    case 'keepHourly':
      return inBucket('hour', reason);
    case 'keepDaily':
      return inBucket('day', reason);
    case 'keepWeekly':
      return inBucket('week', reason);
    case 'keepMonthly':
      return inBucket('month', reason);
    case 'keepYearly':
      return inBucket('year', reason);
    case 'withinDays':
      return `it is younger than ${days(reason.days)}`;
    case 'withinCount':
      return `it is number ${reason.position} of at most ${reason.count}`;
    case 'olderThanDays':
      return `it is older than ${days(reason.days)}`;
    case 'beyondCount':
      return `it is number ${reason.position}, and at most ${reason.count} stay`;
    case 'heldByNoRule':
      return 'no keep rule holds it';
    default:
      return `it does not count as good: ${DOUBTS[reason.doubt]}`;
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
  return `it is the newest of the ${unit} ${bucket}, ${unit} ${position} of ${count}`;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function neededBy(names: string[]): string {
  if (names.length === 1) {
    return `${names[0]} needs it`;
  }
  const shown = names.slice(0, NAMES_SHOWN);
  const more = names.length - shown.length;
  const last = more > 0 ? `${more} more` : shown.pop();
  return `${shown.join(', ')} and ${last} need it`;
}
