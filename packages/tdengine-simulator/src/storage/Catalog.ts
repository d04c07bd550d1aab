import { SqlError, sqlErrors } from '../SqlError';
import { Database } from './Database';
import type { DatabaseOptions } from './DatabaseOptions';

export interface User {
  name: string;
  password: string;
  superUser: boolean;
  enable: boolean;
  sysinfo: boolean;
  createdb: boolean;
  createTime: number;
}

export interface Privilege {
  user: string;
  privilege: string;
  database: string;
  table: string;
  condition: string;
}

export interface Topic {
  name: string;
  database: string;
  createTime: number;
  sql: string;
  schema: string;
  meta: string;
  type: string;
}

export interface TagIndex {
  name: string;
  database: string;
  superTable: string;
  tag: string;
  createTime: number;
}

/** Everything the simulated cluster knows. */
export class Catalog {
  readonly clusterId = 4_357_049_418_756_115_744n;
  readonly clusterName = '9e5d04cf-7b4a-4d5c-9a0e-2c54b9f6ab1c0023';
  readonly startTime = Date.now();
  readonly databases = new Map<string, Database>();
  readonly users = new Map<string, User>();
  readonly privileges: Privilege[] = [];
  readonly topics = new Map<string, Topic>();
  /** Indexes that were created by name; those of first tags exist by themselves. */
  readonly indexes: TagIndex[] = [];
  private lastUid = this.clusterId;
  private lastVgroupId = 1;

  constructor(
    readonly version: string,
    root: { name: string; password: string },
  ) {
    this.users.set(root.name, {
      ...root,
      superUser: true,
      enable: true,
      sysinfo: true,
      createdb: true,
      createTime: this.startTime,
    });
  }

  nextUid(): bigint {
    this.lastUid += 1n;
    return this.lastUid;
  }

  createDatabase(name: string, options: DatabaseOptions): Database {
    if (this.databases.has(name)) {
      throw new SqlError(0x0381, 'Database already exists');
    }
    const vgroupIds = Array.from({ length: options.vgroups }, () => {
      this.lastVgroupId += 1;
      return this.lastVgroupId;
    });
    const database = new Database(name, options, Date.now(), vgroupIds);
    this.databases.set(name, database);
    return database;
  }

  database(name: string): Database {
    const database = this.databases.get(name);
    if (!database) {
      throw sqlErrors.noSuchDatabase();
    }
    return database;
  }

  dropDatabase(name: string): void {
    const database = this.database(name);
    for (const topic of this.topics.values()) {
      if (topic.database === database.name) {
        throw new SqlError(0x03ed, 'Topic must be dropped first');
      }
    }
    this.databases.delete(name);
    removeWhere(this.indexes, index => index.database === name);
    removeWhere(this.privileges, privilege => privilege.database === name);
  }

  /** Checks a user's password. */
  authenticate(user: string, password: string): void {
    if (this.users.get(user)?.password !== password) {
      throw sqlErrors.authentication();
    }
  }
}

export function removeWhere<T>(list: T[], matches: (item: T) => boolean): void {
  for (let index = list.length - 1; index >= 0; index--) {
    if (matches(list[index])) {
      list.splice(index, 1);
    }
  }
}
