/**
 * The planned times of a schedule, in milliseconds since 1970.
 * @internal
 */
export interface RunTimes {
  /** The first one that is later than `after`. */
  next(after: number): number | undefined;
  /** The last one that is earlier than `before`. */
  previous(before: number): number | undefined;
}
