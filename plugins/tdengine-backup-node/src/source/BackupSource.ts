import { JsonObject, JsonValue } from '@backstage/types';
import { RunContext } from '../run';
import { BackupSetReader } from '../set';
import { BackupSession } from './BackupSession';
import { DeepVerification } from './DeepVerification';
import { PartCodec } from './PartCodec';
import { RestoreCheckResult, RestorePlan, RestoreUnit } from './RestorePlan';
import { BackupKind, CompressionSettings } from '../set';

/**
 * A configured server of a source, without its credentials.
 * @public
 */
export interface SourceInstance {
  /** Unique over all sources. */
  name: string;
  /** The type of the source that reads it. */
  type: string;
  title?: string;
  description?: string;
  /** Scheme, host and port; never user information or a query. */
  url: string;
  /** False forbids restoring into it. */
  writable: boolean;
}

/**
 * Whether an instance answers, and what it says of itself.
 * @public
 */
export interface SourceInstanceStatus {
  reachable: boolean;
  version?: string;
  edition?: string;
  /** Why it cannot be used, in words, and what to do. */
  error?: string;
  /** Milliseconds from the question to the answer. */
  latencyMs?: number;
}

/**
 * One thing of an instance that can be chosen for a backup. Child tables are not objects of their own in listings: they
 * are counted in their super table.
 * @public
 */
export interface SourceObject {
  kind: 'database' | 'superTable' | 'normalTable' | 'virtualTable';
  /** The database, also for the database itself. */
  database: string;
  /** Absent for a database. */
  name?: string;
  /** Child tables of a super table; tables of a database. */
  tableCount?: number;
  /** Absent where counting would cost too much. */
  rowCount?: number;
  /** Bytes on the server's disk, as far as the server tells. */
  sizeBytes?: number;
  /** Source-specific facts for display, such as the precision. */
  details?: JsonObject;
}

/**
 * What a backup is to hold.
 * @public
 */
export interface BackupRequest {
  backupId: string;
  instance: string;
  /** Source-specific; validated by {@link BackupSource.parseScope}. */
  scope: JsonValue;
  kind: BackupKind;
  /** The position a previous backup ended at, for kinds other than `full`. */
  since?: JsonValue;
  /** One of {@link BackupSource.formats}. */
  format: string;
  compression: CompressionSettings;
  /** Units read at once. */
  parallelism: number;
}

/**
 * What a restore is to bring back, and where to.
 * @public
 */
export interface RestoreRequest {
  /** The instance to write into. */
  instance: string;
  /** What of the backup; source-specific, absent for all of it. */
  selection?: JsonValue;
  /** Databases to write under another name: original name to new name. */
  rename?: Record<string, string>;
  /** Only rows in this half-open window, as ISO 8601 instants. */
  timeRange?: { from?: string; to?: string };
  /** What to do with what exists already. */
  conflict: RestoreConflictMode;
  /** Source-specific switches, such as the number of vgroups on the target. */
  options?: JsonObject;
  /** Rows of one table in one write, at most. */
  batchSize: number;
  parallelism: number;
}

/**
 * `refuse`: nothing that exists is touched. `merge`: rows are added, the same key takes the backup's values.
 * `replace`: what exists under the same name is removed first.
 * @public
 */
export type RestoreConflictMode = 'refuse' | 'merge' | 'replace';

/**
 * How much of a database a scope takes.
 * @public
 */
export type DatabaseCoverage = 'all' | 'part';

/**
 * What of a backup is to be exported.
 * @public
 */
export interface ExportOptions {
  /** Whether a super table or table is wanted; all are where it is absent. */
  select?: (database: string, table: string) => boolean;
  signal: AbortSignal;
}

/**
 * A kind of database that can be backed up and restored. Implementations hold no state of a run: all of it is in the
 * fence, the plan and the journal, so that another process can go on where one ended.
 * @public
 */
export interface BackupSource {
  readonly type: string;
  /** Data formats it can write, the default first. */
  readonly formats: readonly string[];

  instances(): SourceInstance[];

  checkInstance(
    instance: string,
    options: { signal: AbortSignal },
  ): Promise<SourceInstanceStatus>;

  /** Databases, or the tables of one database when `database` is given. */
  listObjects(
    instance: string,
    options: { database?: string; signal: AbortSignal },
  ): Promise<SourceObject[]>;

  /** Checks and normalises a scope from a request; throws an InputError that names the field. */
  parseScope(scope: JsonValue | undefined): JsonValue;

  /** The scope in words and as the list of databases it touches, for records and filters. */
  describeScope(scope: JsonValue): { summary: string; databases: string[] };

  /**
   * Which of the databases that there are a backup of the scope would hold, and whether as a whole; those that it would
   * not hold are missing. The same choice that {@link BackupSource.open} makes, without asking the server.
   */
  coverage(
    scope: JsonValue,
    existing: readonly string[],
  ): ReadonlyMap<string, DatabaseCoverage>;

  /**
   * Begins a backup, or goes on with one when the fence of an earlier attempt is handed in.
   */
  open(
    run: RunContext,
    request: BackupRequest,
    fence?: JsonValue,
  ): Promise<BackupSession>;

  /** How parts of a format are read. Throws a NotFoundError for a format it does not know. */
  codec(format: string): PartCodec;

  /** The backup as CSV: one entry a super table or table, each with a header line. */
  exportCsv(
    set: BackupSetReader,
    options: ExportOptions,
  ): AsyncIterable<{ path: string; content: AsyncIterable<Uint8Array> }>;

  /** Looks at the backup and the target and says what a restore would do. Changes nothing. */
  planRestore(
    run: RunContext,
    set: BackupSetReader,
    request: RestoreRequest,
  ): Promise<RestorePlan>;

  /** Does one unit of a plan. Doing it again must do no harm: it is what a resumed restore repeats. */
  apply(
    run: RunContext,
    set: BackupSetReader,
    plan: RestorePlan,
    unit: RestoreUnit,
  ): Promise<{ rows: number; tables: number }>;

  /** Compares one unit's rows at the target with those in the set, table by table. */
  check(
    run: RunContext,
    set: BackupSetReader,
    plan: RestorePlan,
    unit: RestoreUnit,
  ): Promise<RestoreCheckResult>;

  /**
   * Compares the values in a backup with those at the source now, of tables that have as many rows as then. Absent where a
   * source cannot.
   */
  verifyDeep?(
    run: RunContext,
    set: BackupSetReader,
    instance: string,
  ): Promise<DeepVerification>;

  /**
   * After a failed or cancelled restore: removes what the journal proves this restore created, and says in words what
   * stays behind.
   */
  rollBack(
    run: RunContext,
    plan: RestorePlan,
  ): Promise<{ removed: string[]; remaining: string[] }>;
}
