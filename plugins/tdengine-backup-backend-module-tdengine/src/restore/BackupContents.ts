import { NotFoundError } from '@backstage/errors';
import {
  BackupSetReader,
  CountsSum,
  DamagedBackupError,
  forEachInTurns,
  ManifestFile,
  ManifestTable,
  NumbersByName,
  readCounts,
  readJsonText,
  TableCounts,
} from 'backstage-plugin-tdengine-backup-node';
import { schemaFolder } from '../backup/unitPaths';
import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { ObjectDefinition } from '../catalog/ObjectDefinition';
import { parseObjects } from '../catalog/objectsFile';
import { parseSchema } from '../catalog/schemaFile';
import { readTableList } from '../tables/readTableList';
import { TableListEntry } from '../tables/TableListEntry';

const CONTENTS = new WeakMap<BackupSetReader, Promise<BackupContents>>();

/**
 * The files of one table in a set.
 *
 * @internal
 */
export interface TableFiles {
  rows: ManifestFile[];
  counts: ManifestFile[];
  /** Table lists, the later first. */
  lists: ManifestFile[];
}

/**
 * A set as this source wrote it: definitions, table lists, rows.
 *
 * @internal
 */
export class BackupContents {
  readonly set: BackupSetReader;
  readonly schemas: readonly DatabaseSchema[];
  readonly #schemas: ReadonlyMap<string, DatabaseSchema>;
  readonly #files: ReadonlyMap<string, ManifestFile>;
  /** Of each unit of definitions. */
  readonly #definitions: ReadonlyMap<string, ManifestFile[]>;
  /** By database and name. */
  readonly #tables: ReadonlyMap<string, ManifestTable>;

  private constructor(
    set: BackupSetReader,
    schemas: readonly DatabaseSchema[],
    definitions: ReadonlyMap<string, ManifestFile[]>,
  ) {
    const { files, tables } = set.manifest;
    this.set = set;
    this.schemas = schemas;
    this.#definitions = definitions;
    this.#schemas = new Map(schemas.map(schema => [schema.database, schema]));
    this.#files = new Map(files.map(file => [file.path, file]));
    this.#tables = new Map(
      tables.map(table => [keyOf(table.database, table.stable), table]),
    );
  }

  /**
   * Reads the definitions of a set, once for all units of a restore.
   *
   * @throws NotFoundError or DamagedBackupError naming the file
   */
  static open(
    set: BackupSetReader,
    options: { signal: AbortSignal },
  ): Promise<BackupContents> {
    const known = CONTENTS.get(set);
    if (known) {
      return known;
    }
    const contents = BackupContents.#read(set, options);
    CONTENTS.set(set, contents);
    contents.catch(() => CONTENTS.delete(set));
    return contents;
  }

  static async #read(
    set: BackupSetReader,
    options: { signal: AbortSignal },
  ): Promise<BackupContents> {
    const { databases, files } = set.manifest;
    const schemas: DatabaseSchema[] = [];
    const definitions = new Map<string, ManifestFile[]>();
    for (const file of files.filter(({ kind }) => kind === 'schema')) {
      const own = definitions.get(file.unit) ?? [];
      own.push(file);
      definitions.set(file.unit, own);
    }
    for (const database of databases) {
      const file = definitions
        .get(schemaFolder(database))
        ?.find(({ path }) => isNamed(path, 'schema'));
      if (!file) {
        throw new NotFoundError(
          `The backup has no definitions of database '${database}'`,
        );
      }
      const content = await readJsonText(set, file.path, options);
      const schema = parseSchema(content, file.path);
      if (schema.database !== database) {
        throw new DamagedBackupError(
          `'${file.path}' holds the definitions of '${schema.database}', not of '${database}'`,
        );
      }
      schemas.push(schema);
    }
    return new BackupContents(set, schemas, definitions);
  }

  schemaOf(database: string): DatabaseSchema {
    const schema = this.#schemas.get(database);
    if (!schema) {
      throw new NotFoundError(`The backup has no database '${database}'`);
    }
    return schema;
  }

  /** Indexes, topics and the like of a database; none where it has none, or was not backed up as a whole. */
  async objectsOf(
    database: string,
    options: { signal: AbortSignal },
  ): Promise<ObjectDefinition[]> {
    const file = this.#definitions
      .get(schemaFolder(database))
      ?.find(({ path }) => isNamed(path, 'objects'));
    return file
      ? parseObjects(
          await readJsonText(this.set, file.path, options),
          file.path,
        ).objects
      : [];
  }

  /** The manifest's entry of a table. */
  tableOf(database: string, table: string): ManifestTable | undefined {
    return this.#tables.get(keyOf(database, table));
  }

  filesOf(database: string, table: string): TableFiles {
    const files = (this.tableOf(database, table)?.files ?? []).map(path =>
      this.file(path),
    );
    const ofKind = (kind: ManifestFile['kind']) =>
      files.filter(file => file.kind === kind);
    return {
      rows: ofKind('rows'),
      counts: ofKind('counts'),
      lists: ofKind('tables').sort((a, b) => (a.unit < b.unit ? -1 : 1)),
    };
  }

  file(path: string): ManifestFile {
    const file = this.#files.get(path);
    if (!file) {
      throw new NotFoundError(`The backup has no file '${path}'`);
    }
    return file;
  }

  /** Rows per table, of some counts files. */
  async counts(
    files: readonly ManifestFile[],
    options: { signal: AbortSignal },
  ): Promise<TableCounts> {
    const sum = CountsSum.create();
    for (const file of files) {
      sum.add(await readCounts(this.set, file, options));
    }
    return sum.counts;
  }

  /**
   * The child tables of a super table. One that was dropped while the backup ran is among them if it has rows.
   */
  async *childTables(
    database: string,
    superTable: string,
    options: { signal: AbortSignal },
  ): AsyncGenerator<TableListEntry[]> {
    const { lists, counts } = this.filesOf(database, superTable);
    const [last, ...earlier] = lists;
    if (!last) {
      throw new DamagedBackupError(
        `The backup has no list of the tables of '${database}.${superTable}'`,
      );
    }
    const listed = NumbersByName.create();
    for await (const { entries } of readTableList(this.set, last, options)) {
      entries.forEach(({ name }) => listed.set(name, 1));
      yield entries;
    }
    const rows = await this.counts(counts, options);
    const missing = new Set<string>();
    await forEachInTurns(rows.keys(), name => {
      if (!listed.has(name)) {
        missing.add(name);
      }
    });
    for (const list of missing.size > 0 ? earlier : []) {
      for await (const { entries } of readTableList(this.set, list, options)) {
        yield entries.filter(({ name }) => missing.delete(name));
      }
    }
    if (missing.size > 0) {
      const [name] = missing;
      throw new DamagedBackupError(
        `The backup has rows of table '${database}.${name}' but not its tags`,
      );
    }
  }
}

function keyOf(database: string, table: string): string {
  return JSON.stringify([database, table]);
}

/** Whether it is `name.json`, with the attempt that wrote it or not. */
function isNamed(path: string, name: string): boolean {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return (
    file.endsWith('.json') &&
    (file.startsWith(`${name}-`) || file.startsWith(`${name}.`))
  );
}
