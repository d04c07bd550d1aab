import { setTimeout as sleep } from 'node:timers/promises';
import { JsonValue } from '@backstage/types';
import {
  BackupRequest,
  BackupSession,
  countsPart,
  Part,
  safeFileName,
  SessionResult,
  TableCounts,
  Unit,
  UnitResult,
} from 'backstage-plugin-tdengine-backup-node';
import { FakeServer } from './FakeServer';
import { FakeFaults } from './FakeSource';

interface Fence {
  databases: string[];
  startedAt: string;
}

/** Reads a {@link FakeServer}: one unit for the schema of a database, one for each super table. */
export class FakeSession implements BackupSession {
  readonly serverVersion = '3.3.7.5';
  readonly edition = 'community';
  readonly databases: readonly string[];
  readonly estimate: BackupSession['estimate'];
  readonly #server: FakeServer;
  readonly #faults: FakeFaults;
  readonly #fence: Fence;

  static create(options: {
    server: FakeServer;
    request: BackupRequest;
    faults: FakeFaults;
    fence?: JsonValue;
  }): FakeSession {
    return new FakeSession(options);
  }

  private constructor(options: Parameters<typeof FakeSession.create>[0]) {
    const { server, request, faults, fence } = options;
    this.#server = server;
    this.#faults = faults;
    const chosen = (request.scope as { databases?: string[] }).databases;
    this.#fence = (fence as unknown as Fence | undefined) ?? {
      databases: chosen ?? Object.keys(server.read()),
      startedAt: new Date().toISOString(),
    };
    this.databases = this.#fence.databases;
    this.estimate = this.#measureAll();
  }

  get fence(): JsonValue {
    return { ...this.#fence };
  }

  async *units(): AsyncIterable<Unit> {
    for (const database of this.databases) {
      yield this.#unit('schema', database);
      for (const stable of Object.keys(this.#server.read()[database])) {
        yield this.#unit('rows', database, stable);
      }
    }
  }

  async *read(
    unit: Unit,
    options: { signal: AbortSignal },
  ): AsyncIterable<Part> {
    const { signal } = options;
    this.#faults.reads.push(unit.id);
    await this.#faults.beforeRead?.(unit, signal);
    const database = unit.database!;
    if (unit.kind === 'schema') {
      const text = JSON.stringify(Object.keys(this.#server.read()[database]));
      yield part('schema', `schemas/${safeFileName(database)}/schema.json`, [
        text,
      ]);
      return;
    }
    const tables = Object.entries(
      this.#server.read()[database][unit.table!],
    ).map(([name, rows]) => [name, [...rows]] as const);
    const folder = `${safeFileName(database)}/${safeFileName(unit.table!)}`;
    let index = 0;
    for (const [name, rows] of tables) {
      index++;
      const kept = this.#faults.dropRow?.(name) ? rows.slice(1) : rows;
      yield part(
        'rows',
        `${folder}/part-${index}.jsonl`,
        kept.map(row => `${JSON.stringify([name, row])}\n`),
        new Map([[name, kept.length]]),
      );
      await sleep(this.#faults.pauseMs, undefined, { signal });
    }
    const counts = new Map(
      tables
        .filter(([, rows]) => rows.length > 0)
        .map(([name, rows]) => [name, rows.length]),
    );
    yield countsPart(`${folder}/unit`, counts);
  }

  async measure(unit: Unit): Promise<TableCounts | undefined> {
    return unit.kind === 'rows'
      ? this.#server.countRows(unit.database!, unit.table!)
      : undefined;
  }

  async finish(results: readonly UnitResult[]): Promise<SessionResult> {
    return {
      position: { at: this.#fence.startedAt },
      window: { start: this.#fence.startedAt, end: new Date().toISOString() },
      limitations: ['Views are not read'],
      facts: { vgroups: 2 },
      tables: results
        .filter(({ unit }) => unit.kind === 'rows')
        .map(({ unit, rows, paths, measured }) => {
          const files = paths.filter(path => !path.includes('.counts.'));
          return {
            database: unit.database!,
            stable: unit.table!,
            kind: 'superTable' as const,
            tableCount: Object.keys(
              this.#server.read()[unit.database!][unit.table!],
            ).length,
            recordCount: rows,
            sourceCount: measured ?? { before: rows, after: rows },
            fileName: files[0] ?? '',
            files,
          };
        }),
    };
  }

  async acknowledge(position: JsonValue | undefined): Promise<void> {
    this.#faults.acknowledged.push(position);
  }

  async close(): Promise<void> {}

  #unit(kind: 'schema' | 'rows', database: string, table?: string): Unit {
    const rows = table ? sum(this.#server.countRows(database, table)) : 0;
    return {
      id: `${kind} ${database} ${table ?? ''}`.trim(),
      kind,
      label: table ? `${database}.${table}` : `schema of ${database}`,
      database,
      table,
      after: kind === 'rows' ? [`schema ${database}`] : [],
      estimatedRows: rows,
      estimatedBytes: rows * 16,
      state: {},
    };
  }

  #measureAll(): BackupSession['estimate'] {
    const data = this.#server.read();
    let rows = 0;
    let tables = 0;
    for (const database of this.databases) {
      for (const [stable, children] of Object.entries(data[database] ?? {})) {
        rows += sum(this.#server.countRows(database, stable));
        tables += Object.keys(children).length;
      }
    }
    return { rows, tables, bytes: this.#faults.estimatedBytes ?? rows * 16 };
  }
}

function part(
  kind: Part['kind'],
  path: string,
  lines: readonly string[],
  tables?: ReadonlyMap<string, number>,
): Part {
  const rows = kind === 'rows' ? lines.length : 0;
  return {
    kind,
    path,
    content: (async function* content() {
      for (const line of lines) {
        yield Buffer.from(line);
      }
    })(),
    summary: () => ({
      rows,
      rawBytes: lines.reduce((bytes, line) => bytes + line.length, 0),
      tables,
    }),
  };
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((a, b) => a + b, 0);
}
