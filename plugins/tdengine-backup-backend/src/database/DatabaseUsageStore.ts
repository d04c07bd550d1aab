import { StorageUsage } from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { RecordAccess } from '../services/overviewTypes';
import {
  toNumber,
  toOptional,
  toOptionalIso,
  toOptionalNumber,
} from './conversion';
import { applyAccess } from './operations/applyAccess';
import { BACKUPS } from './recordQueries';
import { RESTORABLE_STATES } from './restorableStates';
import { sumOf } from './sumOf';
import { SizedBackup, TargetSample, UsageStore, UsedSpace } from './UsageStore';

const COMPARED_BACKUPS = 50;

/** Of a sum; which columns go with it differs. */
interface SumRow extends Record<string, any> {
  backups: number | string;
  bytes: number | string | null;
}

/** Adds up what backups take. */
export class DatabaseUsageStore implements UsageStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseUsageStore {
    return new DatabaseUsageStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async byTarget(): Promise<UsedSpace[]> {
    const rows: SumRow[] = await this.#knex('backup_copies')
      .where({ state: 'present' })
      .groupBy('target')
      .orderBy('target')
      .select('target')
      .count({ backups: '*' })
      .select({ bytes: sumOf(this.#knex, 'size_bytes') });
    return rows.map((row: SumRow) => ({
      target: row.target,
      backups: toNumber(row.backups),
      usedBytes: toNumber(row.bytes ?? 0),
    }));
  }

  async byPolicy(access: RecordAccess): Promise<StorageUsage['policies']> {
    const sums = this.#present(access)
      .groupBy('backups.policy_id')
      .select('backups.policy_id')
      // A backup with several copies is one backup; what it takes is what they all take.
      .countDistinct({ backups: 'backups.id' })
      .select({ bytes: sumOf(this.#knex, 'backup_copies.size_bytes') })
      // Of a policy that is gone only its backups know the name.
      .max({ policy_name: 'backups.policy_name' });
    const rows = await this.#knex
      .from(sums.as('sums'))
      .leftJoin('policies', 'policies.id', 'sums.policy_id')
      .orderBy('bytes', 'desc')
      .select('sums.*', 'policies.name');
    return rows.map((row: SumRow) => ({
      policyId: toOptional(row.policy_id),
      policyName: toOptional(row.name ?? row.policy_name),
      backups: toNumber(row.backups),
      usedBytes: toNumber(row.bytes ?? 0),
    }));
  }

  async byDatabase(access: RecordAccess): Promise<StorageUsage['databases']> {
    const rows = await this.#present(access)
      .join('backup_databases', 'backup_databases.backup_id', 'backups.id')
      .groupBy('backups.instance', 'backup_databases.database')
      .orderBy('bytes', 'desc')
      .select('backups.instance', 'backup_databases.database')
      .countDistinct({ backups: 'backups.id' })
      .select({ bytes: sumOf(this.#knex, 'backup_databases.size_bytes') });
    return rows.map((row: SumRow) => ({
      instance: row.instance,
      database: row.database,
      backups: toNumber(row.backups),
      usedBytes: toNumber(row.bytes ?? 0),
    }));
  }

  async samples(fromDay: string): Promise<TargetSample[]> {
    const rows = await this.#knex('storage_samples')
      .where('day', '>=', fromDay)
      .orderBy(['day', 'target']);
    return rows.map(row => ({
      day: row.day,
      target: row.target,
      backups: row.backups,
      usedBytes: toNumber(row.used_bytes),
      freeBytes: toOptionalNumber(row.free_bytes),
      totalBytes: toOptionalNumber(row.total_bytes),
    }));
  }

  async hasSamplesOf(day: string): Promise<boolean> {
    const row = await this.#knex('storage_samples').where({ day }).first('day');
    return row !== undefined;
  }

  async saveSamples(samples: readonly TargetSample[]): Promise<void> {
    for (const sample of samples) {
      await this.#knex('storage_samples')
        .insert({
          day: sample.day,
          target: sample.target,
          backups: sample.backups,
          used_bytes: sample.usedBytes,
          free_bytes: sample.freeBytes ?? null,
          total_bytes: sample.totalBytes ?? null,
        })
        .onConflict(['day', 'target'])
        .merge();
    }
  }

  async lastOfScope(
    query: { instance: string; scope: unknown; format: string },
    access: RecordAccess,
  ): Promise<SizedBackup | undefined> {
    const { instance, scope, format } = query;
    const builder = this.#knex('backups')
      .where({
        'backups.instance': instance,
        'backups.kind': 'full',
        'backups.format': format,
        'backups.scope': JSON.stringify(scope),
      })
      .whereIn('backups.state', RESTORABLE_STATES)
      .whereNotNull('backups.size_bytes');
    applyAccess(this.#knex, builder, BACKUPS, access);
    const row = await builder
      .orderBy('backups.created_at', 'desc')
      .first('backups.*');
    return (
      row && {
        id: row.id,
        name: row.name,
        finishedAt: toOptionalIso(row.finished_at),
        rawBytes: toNumber(row.raw_bytes),
        sizeBytes: toNumber(row.size_bytes),
      }
    );
  }

  async compressionOf(format: string): Promise<number | undefined> {
    const newest = this.#knex('backups')
      .where({ format })
      .whereIn('state', RESTORABLE_STATES)
      .where('raw_bytes', '>', 0)
      .whereNotNull('finished_at')
      .orderBy('finished_at', 'desc')
      .limit(COMPARED_BACKUPS)
      .select('raw_bytes', 'size_bytes');
    const [row] = await this.#knex.from(newest.as('newest')).select({
      raw: sumOf(this.#knex, 'raw_bytes'),
      stored: sumOf(this.#knex, 'size_bytes'),
    });
    return row.raw ? Number(row.stored) / Number(row.raw) : undefined;
  }

  #present(access: RecordAccess): Knex.QueryBuilder {
    const query = this.#knex('backups')
      .join('backup_copies', 'backup_copies.backup_id', 'backups.id')
      .where('backup_copies.state', 'present');
    applyAccess(this.#knex, query, BACKUPS, access);
    return query;
  }
}
