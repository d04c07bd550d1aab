import { JsonObject, JsonValue } from '@backstage/types';
import { ManifestTable, PartKind } from '../set';

/**
 * The unit of resume: a scan whose parts become visible together. After a crash a unit without a recorded result is
 * read again from its start; one with a result is not.
 * @public
 */
export interface Unit {
  /** Stable over attempts. */
  id: string;
  /** `schema` units hold definitions, `tables` the table lists and tags, `rows` the data. */
  kind: PartKind;
  /** For logs and the live view. */
  label: string;
  database?: string;
  /** The super table or table. */
  table?: string;
  /** Ids of the units whose results must be there first. */
  after?: string[];
  estimatedRows: number;
  estimatedBytes: number;
  /** What the source needs to read it; opaque to the engine. */
  state: JsonValue;
}

/**
 * One file of a backup set, while it is being produced.
 * @public
 */
export interface Part {
  /** Relative to the set, made of safe file names only; the engine may add the attempt to it. */
  path: string;
  kind: PartKind;
  /** Has to be read to its end, once. */
  content: AsyncIterable<Uint8Array>;
  /** Valid once the content has been read to its end. */
  summary(): PartSummary;
}

/**
 * What is in a part.
 * @public
 */
export interface PartSummary {
  rows: number;
  /** Bytes before compression. */
  rawBytes: number;
  /** Rows per table, for parts of kind `rows`. */
  tables?: ReadonlyMap<string, number>;
}

/**
 * Rows per table, by the table's name. A table without rows may be missing.
 * @public
 */
export type TableCounts = ReadonlyMap<string, number>;

/**
 * The outcome of a unit, as the engine records it.
 * @public
 */
export interface UnitResult {
  unit: Unit;
  rows: number;
  /** Tables that have rows in it. */
  tables: number;
  /** Totals at the source before and after the unit was read, where it can be measured. */
  measured?: { before: number; after: number };
  /** Paths of the parts, as stored. */
  paths: string[];
}

/**
 * What a finished session says of itself, for the manifest.
 * @public
 */
export interface SessionResult {
  /** Where a later incremental backup would go on; opaque to the engine. */
  position?: JsonValue;
  /** The instants between which the rows were read: not one moment, TDengine has no snapshot over vnodes. */
  window: { start: string; end: string };
  tables: ManifestTable[];
  /** What could not be read from this server and is therefore not in the backup, in words. */
  limitations: string[];
  /** Facts about the source worth keeping, such as versions per vgroup before and after. */
  facts: JsonObject;
}

/**
 * One backup of one instance under way.
 * @public
 */
export interface BackupSession {
  /** Everything needed to take the session up elsewhere. Bounded by the number of units, not of tables. */
  readonly fence: JsonValue;
  readonly serverVersion: string;
  readonly edition?: string;
  readonly databases: readonly string[];
  readonly estimate: { rows: number; tables: number; bytes: number };

  /** A finite plan, or a stream; the engine takes the next one when it has a place free. */
  units(): AsyncIterable<Unit>;

  /** Reads a unit from its start. May be called again after a failure. */
  read(unit: Unit, options: { signal: AbortSignal }): AsyncIterable<Part>;

  /** Rows per table of a unit at the source, now; undefined for units that hold no rows. */
  measure(
    unit: Unit,
    options: { signal: AbortSignal },
  ): Promise<TableCounts | undefined>;

  finish(results: readonly UnitResult[]): Promise<SessionResult>;

  /** Called only after the manifest is durable. */
  acknowledge(position: JsonValue | undefined): Promise<void>;

  close(): Promise<void>;
}
