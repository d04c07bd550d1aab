import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Rows of child tables, by database, super table and child table. A row is a number. */
export type FakeData = Record<string, Record<string, Record<string, number[]>>>;

/** A database server of tests. With a file, what it holds outlives the process. */
export class FakeServer {
  readonly #file: string | undefined;
  #data: FakeData;
  /** When set, every question fails with it. */
  down: Error | undefined;

  static create(options?: { data?: FakeData; file?: string }): FakeServer {
    return new FakeServer(options?.data ?? {}, options?.file);
  }

  private constructor(data: FakeData, file: string | undefined) {
    this.#data = data;
    this.#file = file;
  }

  /** What it holds now. */
  read(): FakeData {
    this.#assertUp();
    if (this.#file !== undefined) {
      try {
        this.#data = JSON.parse(readFileSync(this.#file, 'utf8'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
          throw error;
        }
      }
    }
    return this.#data;
  }

  change(change: (data: FakeData) => void): void {
    const data = this.read();
    change(data);
    if (this.#file !== undefined) {
      writeFileSync(`${this.#file}.new`, JSON.stringify(data));
      renameSync(`${this.#file}.new`, this.#file);
    }
  }

  countRows(database: string, stable: string): Map<string, number> {
    const tables = this.read()[database]?.[stable] ?? {};
    return new Map(
      Object.entries(tables)
        .filter(([, rows]) => rows.length > 0)
        .map(([name, rows]) => [name, rows.length]),
    );
  }

  #assertUp(): void {
    if (this.down) {
      throw this.down;
    }
  }
}

/** A database of so many super tables, child tables and rows. */
export function fakeDatabase(
  stables: number,
  tables: number,
  rows: number,
): FakeData[string] {
  const names = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
  return Object.fromEntries(
    names('st', stables).map(stable => [
      stable,
      Object.fromEntries(
        names(`${stable}_t`, tables).map(table => [
          table,
          Array.from({ length: rows }, (_, row) => row),
        ]),
      ),
    ]),
  );
}
