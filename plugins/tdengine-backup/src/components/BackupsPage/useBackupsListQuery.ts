import {
  BackupKind,
  BackupMode,
  BackupOrigin,
  BackupState,
  VerificationState,
} from 'backstage-plugin-tdengine-backup-common';
import { BackupsQuery } from '../../api';
import { ListQuery, useListQuery } from '../../hooks/useListQuery';

/** What backups are filtered by. */
export type BackupFilter =
  | 'state'
  | 'verification'
  | 'kind'
  | 'mode'
  | 'origin'
  | 'instance'
  | 'database';

/** What the list of backups shows, and how to change it. */
export type BackupsListQuery = ListQuery<BackupFilter>;

const FILTERS: readonly BackupFilter[] = [
  'state',
  'verification',
  'kind',
  'mode',
  'origin',
  'instance',
  'database',
];

const SORTS = [
  'createdAt',
  'name',
  'state',
  'rows',
  'sizeBytes',
  'durationMs',
  'instance',
] as const;

/** Newest first, 25 on a page, until somebody asks otherwise. */
export function useBackupsListQuery(inUrl?: boolean): BackupsListQuery {
  return useListQuery({ filters: FILTERS, sort: 'createdAt', inUrl });
}

/** The question for the server. Values from a URL that somebody edited are checked there. */
export function toBackupsQuery(
  list: BackupsListQuery,
  of?: { instance: string; database: string },
): BackupsQuery {
  const { filters } = list;
  const some = <T extends string>(values: string[] | undefined) =>
    values?.length ? (values as T[]) : undefined;
  return {
    page: list.page,
    pageSize: list.pageSize,
    search: list.settledSearch,
    sort: SORTS.find(sort => sort === list.sort) ?? 'createdAt',
    order: list.order,
    state: some<BackupState>(filters.state),
    verification: some<VerificationState>(filters.verification),
    kind: some<BackupKind>(filters.kind),
    mode: some<BackupMode>(filters.mode),
    origin: some<BackupOrigin>(filters.origin),
    instance: of ? [of.instance] : some(filters.instance),
    database: of ? [of.database] : some(filters.database),
    from: list.fromInstant,
    to: list.toInstant,
  };
}
