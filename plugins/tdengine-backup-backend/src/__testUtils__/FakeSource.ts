import { InputError, NotFoundError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  BackupRequest,
  BackupSession,
  BackupSetReader,
  BackupSource,
  DatabaseCoverage,
  DeepVerification,
  ManifestFile,
  PartCodec,
  PartSummary,
  RestoreCheckResult,
  RestorePlan,
  RestoreRequest,
  RestoreUnit,
  RunContext,
  SourceInstance,
  SourceInstanceStatus,
  SourceObject,
  Unit,
} from 'backstage-plugin-tdengine-backup-node';
import {
  applyFakeUnit,
  checkFakeUnit,
  planFakeRestore,
  rollBackFakeRestore,
} from './fakeRestore';
import { FakeServer } from './FakeServer';
import { FakeSession } from './FakeSession';
import { readLines } from './readLines';

/** What a test wants to go wrong, and what it wants to know. */
export interface FakeFaults {
  beforeRead?: (unit: Unit, signal: AbortSignal) => Promise<void>;
  beforeApply?: (unit: RestoreUnit, signal: AbortSignal) => Promise<void>;
  /** Whether a row of the table is to be lost on its way into the file. */
  dropRow?: (table: string) => boolean;
  /** Whether a row of the table is to be lost on its way into the target. */
  loseRow?: (table: string) => boolean;
  pauseMs: number;
  estimatedBytes?: number;
  /** What a comparison with the source finds. */
  deep?: DeepVerification;
  /** Ids of the units that were read, in order. */
  reads: string[];
  /** Ids of the units that were written, in order. */
  applies: string[];
  acknowledged: Array<JsonValue | undefined>;
}

/** A source of tests, over servers in memory. */
export class FakeSource implements BackupSource {
  readonly type = 'fake';
  readonly formats = ['native', 'csv'];
  readonly servers: ReadonlyMap<string, FakeServer>;
  readonly faults: FakeFaults;
  /** Instances that must not be written. */
  readonly readOnly = new Set<string>();

  static create(options: {
    servers: Record<string, FakeServer>;
    faults?: Partial<FakeFaults>;
  }): FakeSource {
    return new FakeSource(options.servers, options.faults ?? {});
  }

  private constructor(
    servers: Record<string, FakeServer>,
    faults: Partial<FakeFaults>,
  ) {
    this.servers = new Map(Object.entries(servers));
    this.faults = {
      pauseMs: 0,
      reads: [],
      applies: [],
      acknowledged: [],
      ...faults,
    };
  }

  instances(): SourceInstance[] {
    return [...this.servers.keys()].map(name => ({
      name,
      type: this.type,
      url: `http://${name}.example:6041`,
      writable: !this.readOnly.has(name),
    }));
  }

  async checkInstance(instance: string): Promise<SourceInstanceStatus> {
    this.server(instance).read();
    return { reachable: true, version: '3.3.7.5', latencyMs: 1 };
  }

  async listObjects(
    instance: string,
    options: { database?: string },
  ): Promise<SourceObject[]> {
    const data = this.server(instance).read();
    const { database } = options;
    return database === undefined
      ? Object.keys(data).map(name => ({ kind: 'database', database: name }))
      : Object.keys(data[database] ?? {}).map(name => ({
          kind: 'superTable',
          database,
          name,
        }));
  }

  async verifyDeep(): Promise<DeepVerification> {
    return this.faults.deep ?? { tables: [], unmovedDatabases: [] };
  }

  parseScope(scope: JsonValue | undefined): JsonValue {
    const value = scope as { all?: boolean; databases?: string[] } | undefined;
    if (!value?.all && !value?.databases?.length) {
      throw new InputError("'scope' has to name databases, or all");
    }
    return value.all ? { all: true } : { databases: value.databases! };
  }

  describeScope(scope: JsonValue): { summary: string; databases: string[] } {
    const { databases } = scope as { databases?: string[] };
    return {
      summary: databases ? databases.join(', ') : 'all databases',
      databases: databases ?? [],
    };
  }

  coverage(
    scope: JsonValue,
    existing: readonly string[],
  ): ReadonlyMap<string, DatabaseCoverage> {
    const { databases } = scope as { databases?: string[] };
    return new Map(
      existing
        .filter(name => !databases || databases.includes(name))
        .map(name => [name, 'all']),
    );
  }

  async open(
    _run: RunContext,
    request: BackupRequest,
    fence?: JsonValue,
  ): Promise<BackupSession> {
    return FakeSession.create({
      server: this.server(request.instance),
      request,
      fence,
      faults: this.faults,
    });
  }

  codec(format: string): PartCodec {
    if (!this.formats.includes(format)) {
      throw new NotFoundError(`There is no format '${format}'`);
    }
    return { format, inspect };
  }

  async *exportCsv(
    set: BackupSetReader,
    options: { signal: AbortSignal },
  ): AsyncIterable<{ path: string; content: AsyncIterable<Uint8Array> }> {
    for (const table of set.manifest.tables) {
      yield {
        path: `${table.database}/${table.stable}.csv`,
        content: csv(set, table.files, options.signal),
      };
    }
  }

  async planRestore(
    _run: RunContext,
    set: BackupSetReader,
    request: RestoreRequest,
  ): Promise<RestorePlan> {
    return planFakeRestore(this.server(request.instance), set, request);
  }

  async apply(
    run: RunContext,
    set: BackupSetReader,
    plan: RestorePlan,
    unit: RestoreUnit,
  ): Promise<{ rows: number; tables: number }> {
    this.faults.applies.push(unit.id);
    await this.faults.beforeApply?.(unit, run.signal);
    return applyFakeUnit(this.server(plan.instance), run, set, unit, {
      loseRow: this.faults.loseRow,
    });
  }

  async check(
    run: RunContext,
    set: BackupSetReader,
    plan: RestorePlan,
    unit: RestoreUnit,
  ): Promise<RestoreCheckResult> {
    return checkFakeUnit(this.server(plan.instance), run, set, unit);
  }

  async rollBack(
    run: RunContext,
    plan: RestorePlan,
  ): Promise<{ removed: string[]; remaining: string[] }> {
    return rollBackFakeRestore(this.server(plan.instance), run);
  }

  server(instance: string): FakeServer {
    const server = this.servers.get(instance);
    if (!server) {
      throw new NotFoundError(`There is no instance named '${instance}'`);
    }
    return server;
  }
}

async function inspect(
  _file: ManifestFile,
  content: AsyncIterable<Uint8Array>,
): Promise<PartSummary> {
  const tables = new Map<string, number>();
  let rows = 0;
  let rawBytes = 0;
  for await (const line of readLines(content)) {
    const [table] = JSON.parse(line);
    tables.set(table, (tables.get(table) ?? 0) + 1);
    rows++;
    rawBytes += line.length + 1;
  }
  return { rows, rawBytes, tables };
}

async function* csv(
  set: BackupSetReader,
  files: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from('tbname,value\n');
  for (const file of files) {
    for await (const line of readLines(await set.read(file, { signal }))) {
      yield Buffer.from(`${JSON.parse(line).join(',')}\n`);
    }
  }
}
