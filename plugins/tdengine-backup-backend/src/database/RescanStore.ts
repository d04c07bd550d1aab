import {
  RescanResult,
  TargetRescan,
} from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';

/** A search for backups as the engine keeps it. */
export interface StoredRescan extends Omit<TargetRescan, 'job'> {
  jobId: string;
  /** Who what is found will belong to. */
  ownerRef?: string;
}

/** The records of searches for backups on targets. */
export interface RescanStore {
  /** Writes a new one; only the newest of a target are kept. */
  insert(
    rescan: Omit<StoredRescan, 'createdAt' | 'result'>,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** Throws a NotFoundError. */
  get(id: string): Promise<StoredRescan>;
  /** The newest of a target. */
  findLatest(target: string): Promise<StoredRescan | undefined>;
  setResult(
    id: string,
    result: RescanResult,
    transaction: Knex.Transaction,
  ): Promise<void>;
}
