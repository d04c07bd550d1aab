/**
 * How many backups a sentence names before it only counts them.
 * @internal
 */
export const NAMES_SHOWN = 3;

/**
 * How moments and backups are written in a sentence.
 * @internal
 */
export interface ReasonWords {
  moment: (instant: string) => string;
  name: (id: string) => string;
}
