import { JsonValue } from '@backstage/types';

/**
 * What is at the target where something is to be put, as far as it would be removed.
 * @public
 */
export interface RestorePlanExisting {
  /** Tables, child tables included. */
  tables: number;
  rows: number;
  /** Stands for the names of the tables, and of whatever else would go with them. */
  digest?: string;
}

/**
 * What a restore would do with one object of the backup.
 * @public
 */
export interface RestorePlanObject {
  kind: 'database' | 'superTable' | 'normalTable' | 'virtualTable' | 'other';
  /** As in the backup. */
  database: string;
  name?: string;
  /** Where it would go. */
  targetDatabase: string;
  /** `conflict` blocks the whole restore. */
  action: 'create' | 'merge' | 'replace' | 'skip' | 'conflict';
  tableCount: number;
  rowCount: number;
  /** Why, in words: the column that differs, the rows that exist, the rows KEEP would refuse. */
  notes: string[];
  /** What is run as it stands; of something that cannot be, what the backup has. */
  statement?: string;
  /**
   * With action `replace`: what would be removed. A restore that waited is refused when it is no longer what was
   * confirmed.
   */
  existing?: RestorePlanExisting;
}

/**
 * The unit of work and of resume of a restore.
 * @public
 */
export interface RestoreUnit {
  id: string;
  kind: 'database' | 'schema' | 'tables' | 'rows' | 'virtual' | 'other';
  label: string;
  after: string[];
  rows: number;
  bytes: number;
  /** Paths in the set that it reads. */
  paths: string[];
  /** Opaque to the engine. */
  state: JsonValue;
}

/**
 * What a restore would do. Serialisable; the same backup and the same target give the same plan, so that its hash can
 * be what the person who confirmed has seen.
 * @public
 */
export interface RestorePlan {
  instance: string;
  objects: RestorePlanObject[];
  units: RestoreUnit[];
  /** Units whose rows are compared with the target after the last write. */
  checks: RestoreUnit[];
  totals: { rows: number; tables: number; bytes: number };
  /** Reasons why it cannot be executed as it is; empty when it can. */
  blockers: string[];
  warnings: string[];
  /**
   * The text a person has to type before anything that exists is touched; absent when nothing exists yet.
   */
  confirmation?: string;
  /** Opaque to the engine. */
  state: JsonValue;
}

/**
 * Counts of one checked unit.
 * @public
 */
export interface RestoreCheckResult {
  label: string;
  database: string;
  table: string;
  tables: number;
  /** Rows when the backup was made; equal to `file` unless the source moved meanwhile. */
  sourceRows: number;
  fileRows: number;
  targetRows: number;
  /** `counts`: per-table totals; `keys`: every restored row was looked up and its values compared. */
  method: 'counts' | 'keys';
  /** Tables that differ, the first hundred, with both numbers. */
  differences: Array<{ table: string; file: number; target: number }>;
  /** How many tables differ in all. */
  differing: number;
}
