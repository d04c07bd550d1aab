/**
 * The rules that count calendar buckets: the newest good backup of each of the last so many hours, days, weeks, months
 * or years that have one.
 * @public
 */
export type RetentionCalendarRule =
  | 'keepHourly'
  | 'keepDaily'
  | 'keepWeekly'
  | 'keepMonthly'
  | 'keepYearly';

/**
 * The rules of retention. `days` and `count` let go, the others hold against them. At least one of these numbers is given.
 * Serialisable.
 * @public
 */
export interface RetentionRules {
  /** A backup goes when it is this old, in days of 24 hours. */
  days?: number;
  /** A backup goes when this many good ones are newer. */
  count?: number;
  /** The newest good ones stay, whatever their age. */
  keepLast?: number;
  /** The newest of each of the last so many hours that have a good backup. */
  keepHourly?: number;
  /** The newest of each of the last so many days. */
  keepDaily?: number;
  /** The newest of each of the last so many ISO weeks. */
  keepWeekly?: number;
  /** The newest of each of the last so many months. */
  keepMonthly?: number;
  /** The newest of each of the last so many years. */
  keepYearly?: number;
  /** Only verified backups count as good. */
  onlyVerified?: boolean;
  /** IANA name of the zone in which hours, days, weeks, months and years begin; UTC where none is given. */
  timeZone?: string;
}

/**
 * The rules that are numbers.
 * @public
 */
export type RetentionNumber =
  | 'days'
  | 'count'
  | 'keepLast'
  | RetentionCalendarRule;

/**
 * The largest value of a rule: a century of days. All are whole and at least 1.
 * @public
 */
export const RETENTION_MAXIMUM = 36_500;

/**
 * The rules that are numbers, in the order in which people read them; an empty policy has none of them.
 * @public
 */
export const RETENTION_NUMBERS: readonly RetentionNumber[] = [
  'days',
  'count',
  'keepLast',
  'keepHourly',
  'keepDaily',
  'keepWeekly',
  'keepMonthly',
  'keepYearly',
];

/** @internal */
export const CALENDAR_RULES: readonly RetentionCalendarRule[] = [
  'keepHourly',
  'keepDaily',
  'keepWeekly',
  'keepMonthly',
  'keepYearly',
];
