import { JsonValue } from '@backstage/types';
import {
  BackupRequest,
  BackupSession,
  BackupSetReader,
  BackupSource,
  DatabaseCoverage,
  DeepVerification,
  ExportOptions,
  PartCodec,
  RestoreCheckResult,
  RestorePlan,
  RestoreRequest,
  RestoreUnit,
  RunContext,
  SourceInstance,
  SourceInstanceStatus,
  SourceObject,
} from 'backstage-plugin-tdengine-backup-node';
import { TdengineBackupSession } from '../backup/TdengineBackupSession';
import { listObjects } from '../catalog/listObjects';
import { exportCsv } from '../export/exportCsv';
import { exportParquet } from '../export/exportParquet';
import { partFormat, partFormats } from '../formats/partFormats';
import { TdengineInstance } from '../instances';
import { checkInstance } from '../instances/checkInstance';
import { TdengineInstances } from '../instances/TdengineInstances';
import { planRestore } from '../restore/planRestore';
import { applyUnit, checkUnit } from '../restore/restoreUnit';
import { rollBack } from '../restore/rollBack';
import { describeScope, parseScope, TdengineScope } from '../scope';
import { matchDatabases } from '../scope/matchDatabases';
import { verifyDeep } from '../verify/verifyDeep';

/** Beside the scans: to count and to look things up. */
const SPARE_CONNECTIONS = 2;

/**
 * TDengine as something that can be backed up and restored.
 *
 * @public
 */
export class TdengineSource implements BackupSource {
  /** Of instances and in manifests. */
  readonly type = 'tdengine';
  /** `native`, the default, `parquet` and `csv`. */
  readonly formats = partFormats.map(({ name }) => name);
  readonly #instances: TdengineInstances;

  private constructor(instances: TdengineInstances) {
    this.#instances = instances;
  }

  /** Throws a ConflictError where two instances have the same name. */
  static create(options: {
    instances: readonly TdengineInstance[];
  }): TdengineSource {
    return new TdengineSource(TdengineInstances.create(options.instances));
  }

  /** What may be told of the configured instances. */
  instances(): SourceInstance[] {
    return this.#instances.list();
  }

  /** Asks an instance for its version; a failure is part of the answer. */
  async checkInstance(
    instance: string,
    options: { signal: AbortSignal },
  ): Promise<SourceInstanceStatus> {
    const client = this.#instances.createClient(instance);
    try {
      return await checkInstance(client, options);
    } finally {
      await client.close();
    }
  }

  /** Databases, or super, normal and virtual tables of one, with counts of tables and rows. */
  async listObjects(
    instance: string,
    options: { database?: string; signal: AbortSignal },
  ): Promise<SourceObject[]> {
    const client = this.#instances.createClient(instance);
    try {
      return await listObjects(client, options);
    } finally {
      await client.close();
    }
  }

  /** Checks and normalises a scope, see {@link TdengineScope}; throws an InputError naming the field. */
  parseScope(scope: JsonValue | undefined): JsonValue {
    return JSON.parse(JSON.stringify(parseScope(scope)));
  }

  /** A scope in words, and the databases that it names. */
  describeScope(scope: JsonValue): { summary: string; databases: string[] } {
    return describeScope(scope as unknown as TdengineScope);
  }

  /** What a scope takes of the databases that there are; one of which tables are chosen or left out is taken in part. */
  coverage(
    scope: JsonValue,
    existing: readonly string[],
  ): ReadonlyMap<string, DatabaseCoverage> {
    const matches = matchDatabases(scope as unknown as TdengineScope, existing);
    return new Map(
      matches.map(({ database, tables, exclude }) => [
        database,
        tables === undefined && exclude.length === 0 ? 'all' : 'part',
      ]),
    );
  }

  /** Plans a backup, or goes on with one; throws a ConflictError where definitions changed since it was planned. */
  async open(
    run: RunContext,
    request: BackupRequest,
    fence?: JsonValue,
  ): Promise<BackupSession> {
    const scope = parseScope(request.scope);
    const { connection, parallelism } = this.#instances.get(request.instance);
    const scans = Math.min(request.parallelism, parallelism ?? Infinity);
    const client = this.#instances.createClient(request.instance, {
      maxConnections: connection.maxConnections ?? scans + SPARE_CONNECTIONS,
    });
    try {
      return await TdengineBackupSession.open(
        { client, load: this.#instances.loadOf(request.instance), scans },
        run,
        request,
        scope,
        fence,
      );
    } catch (error) {
      await client.close();
      throw error;
    }
  }

  /** Reads parts of a format; throws a NotFoundError for one that there is not. */
  codec(format: string): PartCodec {
    return partFormat(format).codec;
  }

  /** A CSV file a super table or normal table, by the rules of docs/native-part-format.md. */
  exportCsv(
    set: BackupSetReader,
    options: ExportOptions,
  ): AsyncIterable<{ path: string; content: AsyncIterable<Uint8Array> }> {
    return exportCsv(set, options);
  }

  /** A Parquet file a super table or normal table that has rows, as docs/native-part-format.md says. */
  exportParquet(
    set: BackupSetReader,
    options: ExportOptions,
  ): AsyncIterable<{ path: string; content: AsyncIterable<Uint8Array> }> {
    return exportParquet(set, options);
  }

  /** Says what a restore would do, see {@link TdengineRestoreSelection} and {@link TdengineRestoreOptions}. */
  async planRestore(
    run: RunContext,
    set: BackupSetReader,
    request: RestoreRequest,
  ): Promise<RestorePlan> {
    const { writable = true } = this.#instances.get(request.instance);
    return this.#instances.withClient(request.instance, client =>
      planRestore(client, set, request, run, { writable }),
    );
  }

  /** Does one unit of a restore; may be repeated. */
  async apply(
    run: RunContext,
    set: BackupSetReader,
    plan: RestorePlan,
    unit: RestoreUnit,
  ): Promise<{ rows: number; tables: number }> {
    const load = this.#instances.loadOf(plan.instance);
    return load.one(run.signal, () =>
      this.#instances.withClient(plan.instance, client =>
        applyUnit({ run, client, load, set, plan, unit }),
      ),
    );
  }

  /** Compares rows per table with the backup, or looks up each restored row where there were others before. */
  async check(
    run: RunContext,
    set: BackupSetReader,
    plan: RestorePlan,
    unit: RestoreUnit,
  ): Promise<RestoreCheckResult> {
    const load = this.#instances.loadOf(plan.instance);
    return load.one(run.signal, () =>
      this.#instances.withClient(plan.instance, client =>
        checkUnit({ run, client, load, set, plan, unit }),
      ),
    );
  }

  /** Compares the values in a backup with those at an instance, of tables with as many rows as then. */
  async verifyDeep(
    run: RunContext,
    set: BackupSetReader,
    instance: string,
  ): Promise<DeepVerification> {
    const load = this.#instances.loadOf(instance);
    return this.#instances.withClient(instance, client =>
      verifyDeep(client, load, set, run),
    );
  }

  /** Drops the databases that a failed restore had created, and says what stays behind. */
  async rollBack(
    run: RunContext,
    plan: RestorePlan,
  ): Promise<{ removed: string[]; remaining: string[] }> {
    return this.#instances.withClient(plan.instance, client =>
      rollBack(client, run),
    );
  }

  /** Closes the connections that restores keep for a while. */
  async close(): Promise<void> {
    await this.#instances.close();
  }
}
