/**
 * What can be wrong with a file of a set. `unreadable`: storage did not give it up, which a second try may mend.
 *
 * @public
 */
export type VerificationProblemKind =
  | 'missing'
  | 'unreadable'
  | 'size'
  | 'digest'
  | 'undecodable'
  | 'rows'
  | 'unexpected'
  | 'counts';

/**
 * One thing that is wrong with a set.
 *
 * @public
 */
export interface VerificationProblem {
  /** The file, by its path in the set; the archive by its name. */
  path: string;
  problem: VerificationProblemKind;
  /** A sentence for people; it names the file too. */
  message: string;
}

/**
 * Rows of one table of the manifest.
 *
 * @public
 */
export interface VerifiedTable {
  database: string;
  stable: string;
  expectedRows: number;
  foundRows: number;
}

/**
 * The outcome of reading a whole set.
 *
 * @public
 */
export interface VerificationReport {
  backupId: string;
  name: string;
  /** No problem at all. */
  ok: boolean;
  checkedFiles: number;
  /** Stored bytes. */
  checkedBytes: number;
  /** 0 where only checksums were looked at. */
  checkedRows: number;
  /** The first thousand. */
  problems: VerificationProblem[];
  /** How many there are in all. */
  problemCount: number;
  /** Empty where only checksums were looked at. */
  tables: VerifiedTable[];
  /** ISO 8601. */
  startedAt: string;
  finishedAt: string;
}
