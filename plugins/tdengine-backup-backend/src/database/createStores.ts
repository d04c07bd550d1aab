import { Knex } from 'knex';
import { BackupStore } from './BackupStore';
import { DatabaseBackupStore } from './DatabaseBackupStore';
import { DatabaseJobEventStore } from './DatabaseJobEventStore';
import { DatabaseJobStateStore } from './DatabaseJobStateStore';
import { DatabaseJobStore } from './DatabaseJobStore';
import { DatabaseRestoreStore } from './DatabaseRestoreStore';
import { JobEventStore } from './JobEventStore';
import { JobStateStore } from './JobStateStore';
import { JobStore } from './JobStore';
import { RestoreStore } from './RestoreStore';

/** Everything that is kept in SQL. */
export interface Stores {
  backups: BackupStore;
  restores: RestoreStore;
  jobs: JobStore;
  events: JobEventStore;
  state: JobStateStore;
}

export function createStores(knex: Knex): Stores {
  return {
    backups: DatabaseBackupStore.create({ knex }),
    restores: DatabaseRestoreStore.create({ knex }),
    jobs: DatabaseJobStore.create({ knex }),
    events: DatabaseJobEventStore.create({ knex }),
    state: DatabaseJobStateStore.create({ knex }),
  };
}
