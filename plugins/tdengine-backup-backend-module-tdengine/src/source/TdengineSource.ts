import { NotFoundError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  BackupRequest,
  BackupSession,
  BackupSetReader,
  BackupSource,
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
import { csvCodec } from '../csv/csvCodec';
import { exportCsv } from '../csv/exportCsv';
import { TdengineInstance } from '../instances';
import { checkInstance } from '../instances/checkInstance';
import { TdengineInstances } from '../instances/TdengineInstances';
import { nativeCodec } from '../native/nativeCodec';
import { planRestore } from '../restore/planRestore';
import { applyUnit, checkUnit } from '../restore/restoreUnit';
import { rollBack } from '../restore/rollBack';
import { describeScope, parseScope, TdengineScope } from '../scope';

const CODECS: readonly PartCodec[] = [nativeCodec, csvCodec];
/** Beside the scans: to count and to look things up. */
const SPARE_CONNECTIONS = 2;

/**
 * TDengine as something that can be backed up and restored.
 *
 * @public
 */
export class TdengineSource implements BackupSource {
  readonly type = 'tdengine';
  readonly formats = CODECS.map(({ format }) => format);
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

  instances(): SourceInstance[] {
    return this.#instances.list();
  }

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

  parseScope(scope: JsonValue | undefined): JsonValue {
    return JSON.parse(JSON.stringify(parseScope(scope)));
  }

  describeScope(scope: JsonValue): { summary: string; databases: string[] } {
    return describeScope(scope as unknown as TdengineScope);
  }

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
        client,
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

  codec(format: string): PartCodec {
    const codec = CODECS.find(candidate => candidate.format === format);
    if (!codec) {
      throw new NotFoundError(
        `TDengine backups have no format '${format}'; there are ${this.formats.join(
          ' and ',
        )}`,
      );
    }
    return codec;
  }

  exportCsv(
    set: BackupSetReader,
    options: { signal: AbortSignal },
  ): AsyncIterable<{ path: string; content: AsyncIterable<Uint8Array> }> {
    return exportCsv(set, options);
  }

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

  async apply(
    run: RunContext,
    set: BackupSetReader,
    plan: RestorePlan,
    unit: RestoreUnit,
  ): Promise<{ rows: number; tables: number }> {
    return this.#instances.withClient(plan.instance, client =>
      applyUnit({ run, client, set, plan, unit }),
    );
  }

  async check(
    run: RunContext,
    set: BackupSetReader,
    plan: RestorePlan,
    unit: RestoreUnit,
  ): Promise<RestoreCheckResult> {
    return this.#instances.withClient(plan.instance, client =>
      checkUnit({ run, client, set, plan, unit }),
    );
  }

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
