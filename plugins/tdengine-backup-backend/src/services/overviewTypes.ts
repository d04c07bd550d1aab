import {
  AlertPage,
  BackupEstimate,
  EstimateRequest,
  Overview,
  StorageUsage,
} from 'backstage-plugin-tdengine-backup-common';
import { PageQuery, RecordCriteria } from './types';

/**
 * Which records of one kind a caller may see.
 *
 * @public
 */
export type RecordAccess = 'all' | 'none' | RecordCriteria;

/**
 * What a caller may see of everything that figures are made of.
 *
 * @public
 */
export interface OverviewAccess {
  backups: RecordAccess;
  policies: RecordAccess;
}

/**
 * What an engineer wants to know first.
 *
 * @public
 */
export interface OverviewService {
  get(access: OverviewAccess): Promise<Overview>;
}

/**
 * Who uses how much of which target, and how much a backup will.
 *
 * @public
 */
export interface StorageService {
  /** Totals of targets are of all backups, whoever asks; policies and databases only of those the caller may see. */
  usage(query: { days: number }, access: OverviewAccess): Promise<StorageUsage>;
  /** Throws an InputError for a wrong scope, and a ServiceUnavailableError where the source does not answer. */
  estimate(
    request: EstimateRequest,
    access: OverviewAccess,
    options: { signal: AbortSignal },
  ): Promise<BackupEstimate>;
}

/**
 * Which alerts.
 *
 * @public
 */
export interface AlertQuery extends PageQuery {
  /** Both kinds where it is absent. */
  open?: boolean;
}

/**
 * What somebody should look at.
 *
 * @public
 */
export interface AlertService {
  /** Open ones first, the newest first. */
  list(query: AlertQuery, access: OverviewAccess): Promise<AlertPage>;
}
