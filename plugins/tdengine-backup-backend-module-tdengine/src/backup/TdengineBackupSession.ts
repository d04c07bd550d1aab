import { ConflictError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  BackupRequest,
  BackupSession,
  inStage,
  Part,
  RunContext,
  SessionResult,
  TableCounts,
  Unit,
  UnitResult,
} from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';
import { ObjectDefinition } from '../catalog/ObjectDefinition';
import { readDatabaseObjects } from '../catalog/readDatabaseObjects';
import {
  readLeftOutOfDatabase,
  readLeftOutOfServer,
} from '../catalog/readLeftOut';
import { ReadObjects } from '../catalog/readObjects';
import { readServerObjects } from '../catalog/readServerObjects';
import { readVgroups } from '../catalog/readVgroups';
import { partFormat } from '../formats/partFormats';
import { InstanceLoad } from '../instances/InstanceLoad';
import { TdengineScope } from '../scope';
import { BackupFence, fenceToJson, parseFence } from './BackupFence';
import { doubtfulDecimals } from './doubtfulDecimals';
import { findSchemaChanges } from './findSchemaChanges';
import { measureUnit } from './measureUnit';
import { planBackup, resumeBackup } from './planBackup';
import { readRowsUnit } from './readRowsUnit';
import { readSchemaUnit, readServerUnit } from './readSchemaUnit';
import { readTablesUnit } from './readTablesUnit';
import { SeenTables } from './SeenTables';
import { selectDatabases, SelectedDatabase } from './selectDatabases';
import { summarizeTables } from './summarizeTables';
import { parseUnitState, RowsUnitState, TablesUnitState } from './UnitState';

/**
 * A backup of one TDengine under way.
 *
 * @internal
 */
export class TdengineBackupSession implements BackupSession {
  readonly serverVersion: string;
  readonly edition?: string;
  readonly #client: TDengineClient;
  readonly #load: InstanceLoad;
  readonly #run: RunContext;
  readonly #request: BackupRequest;
  readonly #selected: ReadonlyMap<string, SelectedDatabase>;
  readonly #fence: BackupFence;
  readonly #seen = SeenTables.create();

  private constructor(options: {
    client: TDengineClient;
    load: InstanceLoad;
    server: { version: string; edition?: string };
    run: RunContext;
    request: BackupRequest;
    selected: readonly SelectedDatabase[];
    fence: BackupFence;
  }) {
    this.serverVersion = options.server.version;
    this.edition = options.server.edition;
    this.#client = options.client;
    this.#load = options.load;
    this.#run = options.run;
    this.#request = options.request;
    this.#selected = new Map(
      options.selected.map(item => [item.schema.database, item]),
    );
    this.#fence = options.fence;
  }

  /**
   * Looks at the server and plans, or checks that an earlier plan still holds.
   *
   * @param instance - how to reach it, what may be asked of it, and how many scans will run at once
   * @throws ConflictError where definitions changed since the plan was made
   */
  static async open(
    instance: { client: TDengineClient; load: InstanceLoad; scans: number },
    run: RunContext,
    request: BackupRequest,
    scope: TdengineScope,
    fence?: JsonValue,
  ): Promise<TdengineBackupSession> {
    const { client, load, scans } = instance;
    const { signal } = run;
    const server = await client.assertSupported({ signal });
    const selected = await inStage('plan', () =>
      selectDatabases(client, scope, { instance: request.instance, signal }),
    );
    const planned =
      fence === undefined
        ? await inStage('plan', () =>
            planBackup(client, selected, run, scans, {
              serverObjects: 'all' in scope,
            }),
          )
        : resumeBackup(parseFence(fence), selected);
    return new TdengineBackupSession({
      client,
      load,
      server,
      run,
      request,
      selected,
      fence: planned,
    });
  }

  get fence(): JsonValue {
    return fenceToJson(this.#fence);
  }

  get databases(): readonly string[] {
    return [...this.#selected.keys()];
  }

  get estimate(): { rows: number; tables: number; bytes: number } {
    return this.#fence.estimate;
  }

  async *units(): AsyncGenerator<Unit> {
    yield* this.#fence.units;
  }

  async *read(
    unit: Unit,
    options: { signal: AbortSignal },
  ): AsyncGenerator<Part> {
    const state = parseUnitState(unit.state);
    this.#run.reporter.progress({ current: unit.label });
    switch (state.type) {
      case 'schema':
        yield* readSchemaUnit(
          this.#schemaOf(state.database),
          (await this.#objectsOf(state.database)).objects,
        );
        break;
      case 'server':
        yield* readServerUnit((await this.#objectsOfServer()).objects);
        break;
      case 'tables':
        yield this.#readTables(unit, state, options.signal);
        break;
      default:
        yield* this.#load.each(options.signal, () =>
          this.#readRows(unit, state, options.signal),
        );
    }
  }

  async measure(
    unit: Unit,
    options: { signal: AbortSignal },
  ): Promise<TableCounts | undefined> {
    const state = parseUnitState(unit.state);
    return state.type === 'rows'
      ? this.#load.one(options.signal, () =>
          inStage('count', () => measureUnit(this.#client, state, options)),
        )
      : undefined;
  }

  async finish(results: readonly UnitResult[]): Promise<SessionResult> {
    const { signal } = this.#run;
    const schemas = [...this.#selected.values()].map(({ schema }) => schema);
    const limitations: string[] = [];
    const databases: JsonObject = {};
    for (const { schema, limitations: unreadable } of this.#selected.values()) {
      const { database } = schema;
      const before = this.#fence.databases[database];
      const found = await this.#objectsOf(database);
      databases[database] = {
        precision: schema.precision,
        ...(before.first !== undefined && { first: before.first }),
        vgroups: {
          before: before.vgroups,
          after: await readVgroups(this.#client, database, { signal }),
        },
        ...objectFacts(found.objects),
      };
      limitations.push(
        ...unreadable,
        ...doubtfulDecimals(schema),
        ...(await findSchemaChanges(this.#client, schema, { signal })),
        ...found.limitations,
      );
    }
    const server = await this.#objectsOfServer();
    limitations.push(...server.limitations);
    return {
      window: {
        start: this.#fence.startedAt,
        end: new Date().toISOString(),
      },
      tables: summarizeTables(schemas, results),
      limitations,
      facts: { databases, ...objectFacts(server.objects) },
    };
  }

  /** Full backups leave nothing at the server to acknowledge. */
  async acknowledge(): Promise<void> {}

  async close(): Promise<void> {
    await this.#client.close();
  }

  #readTables(unit: Unit, state: TablesUnitState, signal: AbortSignal): Part {
    const { database, table, moment } = state;
    const { schema, childTables } = this.#selected.get(database)!;
    const superTable = schema.superTables.find(({ name }) => name === table)!;
    const see = this.#seen.startList(database, table, moment);
    let tables = 0;
    return readTablesUnit(this.#client, superTable, state, {
      tables: childTables.has(table)
        ? this.#chosenTables(database, table)
        : undefined,
      compression: this.#request.compression,
      onTable: name => {
        see(name);
        tables++;
      },
      onEnd: () => {
        this.#seen.endList(database, table, moment);
        if (moment === 'after') {
          this.#run.reporter.advance({ tables });
          this.#run.reporter.log(
            'debug',
            `${unit.label}: ${tables} child tables`,
          );
        }
      },
      signal,
    });
  }

  async *#readRows(
    unit: Unit,
    state: RowsUnitState,
    signal: AbortSignal,
  ): AsyncGenerator<Part> {
    const { database, table, superTable } = state;
    const schema = this.#schemaOf(database);
    const { columns } = [...schema.superTables, ...schema.normalTables].find(
      ({ name }) => name === table,
    )!;
    const { reporter } = this.#run;
    const progress = { rows: 0, bytes: 0 };
    let whole = false;
    try {
      yield* readRowsUnit(this.#client, state, {
        unitId: unit.id,
        columns,
        precision: schema.precision,
        format: partFormat(this.#request.format),
        compression: this.#request.compression,
        onBlock: (rows, bytes) => {
          progress.rows += rows;
          progress.bytes += bytes;
          reporter.advance({ rows, bytes });
        },
        onTable: name => this.#seen.addRowsOf(database, table, name),
        load: this.#load,
        signal,
      });
      whole = true;
      if (!superTable) {
        reporter.advance({ tables: 1 });
      }
    } finally {
      if (!whole) {
        // It will be read again from its start, and counted again.
        reporter.advance({ rows: -progress.rows, bytes: -progress.bytes });
      }
    }
  }

  /** Chosen tables do not stand for their database: what it has beside tables is named as left out then. */
  async #objectsOf(database: string): Promise<ReadObjects> {
    const { signal } = this.#run;
    return this.#schemaOf(database).complete
      ? readDatabaseObjects(this.#client, database, { signal })
      : {
          objects: [],
          limitations: await readLeftOutOfDatabase(this.#client, database, {
            signal,
          }),
        };
  }

  async #objectsOfServer(): Promise<ReadObjects> {
    const { signal } = this.#run;
    const isWanted = this.#fence.units.some(
      ({ state }) => parseUnitState(state).type === 'server',
    );
    return isWanted
      ? readServerObjects(this.#client, { signal })
      : {
          objects: [],
          limitations: await readLeftOutOfServer(this.#client, { signal }),
        };
  }

  #schemaOf(database: string) {
    const selected = this.#selected.get(database);
    if (!selected) {
      throw new ConflictError(
        `The unit is of database '${database}', which this backup does not have`,
      );
    }
    return selected.schema;
  }

  /** The child tables as planned, since a pattern may fit others by now. */
  #chosenTables(database: string, table: string): string[] {
    return this.#fence.units.flatMap(({ state }) => {
      const parsed = parseUnitState(state);
      return parsed.type === 'rows' &&
        parsed.database === database &&
        parsed.table === table
        ? parsed.tables ?? []
        : [];
    });
  }
}

/** For the contents page: what there is beside tables. */
function objectFacts(objects: readonly ObjectDefinition[]): JsonObject {
  return objects.length > 0
    ? {
        objects: objects.map(({ kind, name, byHand }) => ({
          kind,
          name,
          ...(byHand && { byHand }),
        })),
      }
    : {};
}
