import { Knex } from 'knex';
import { BackupStore } from './BackupStore';
import { CopyStore } from './CopyStore';
import { DatabaseBackupStore } from './DatabaseBackupStore';
import { DatabaseCopyStore } from './DatabaseCopyStore';
import { DatabaseJobEventStore } from './DatabaseJobEventStore';
import { DatabaseJobStateStore } from './DatabaseJobStateStore';
import { DatabaseJobStore } from './DatabaseJobStore';
import { DatabaseOutboxStore } from './DatabaseOutboxStore';
import { DatabasePolicyRunStore } from './DatabasePolicyRunStore';
import { DatabasePolicyStore } from './DatabasePolicyStore';
import { DatabaseRecordStore } from './DatabaseRecordStore';
import { DatabaseRestoreStore } from './DatabaseRestoreStore';
import { DatabaseUploadStore } from './DatabaseUploadStore';
import { DatabaseSchedulerStateStore } from './DatabaseSchedulerStateStore';
import { DatabaseRescanStore } from './DatabaseRescanStore';
import { JobEventStore } from './JobEventStore';
import { JobStateStore } from './JobStateStore';
import { JobStore } from './JobStore';
import { OutboxStore } from './OutboxStore';
import { PolicyRunStore } from './PolicyRunStore';
import { PolicyStore } from './PolicyStore';
import { RecordStore } from './RecordStore';
import { RescanStore } from './RescanStore';
import { RestoreStore } from './RestoreStore';
import { SchedulerStateStore } from './SchedulerStateStore';
import { UploadStore } from './UploadStore';

/** Everything that is kept in SQL. */
export interface Stores {
  backups: BackupStore;
  copies: CopyStore;
  restores: RestoreStore;
  jobs: JobStore;
  events: JobEventStore;
  state: JobStateStore;
  policies: PolicyStore;
  policyRuns: PolicyRunStore;
  schedulerState: SchedulerStateStore;
  outbox: OutboxStore;
  rescans: RescanStore;
  uploads: UploadStore;
  records: RecordStore;
}

export function createStores(knex: Knex): Stores {
  return {
    backups: DatabaseBackupStore.create({ knex }),
    copies: DatabaseCopyStore.create({ knex }),
    restores: DatabaseRestoreStore.create({ knex }),
    jobs: DatabaseJobStore.create({ knex }),
    events: DatabaseJobEventStore.create({ knex }),
    state: DatabaseJobStateStore.create({ knex }),
    policies: DatabasePolicyStore.create({ knex }),
    policyRuns: DatabasePolicyRunStore.create({ knex }),
    schedulerState: DatabaseSchedulerStateStore.create({ knex }),
    outbox: DatabaseOutboxStore.create({ knex }),
    rescans: DatabaseRescanStore.create({ knex }),
    uploads: DatabaseUploadStore.create({ knex }),
    records: DatabaseRecordStore.create({ knex }),
  };
}
