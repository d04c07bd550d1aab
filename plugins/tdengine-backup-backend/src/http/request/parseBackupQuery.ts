import { spec } from '../../schema/openapi';
import { BackupQuery } from '../../services/types';
import { normalizeEntityRef } from './normalizeEntityRef';
import { parseCreatedRange } from './parseCreatedRange';
import { parsePageQuery } from './parsePageQuery';
import { QueryValues } from './QueryValues';

const { BackupState, VerificationState, BackupKind, BackupMode, BackupOrigin } =
  spec.components.schemas;

export function parseBackupQuery(query: object): BackupQuery {
  const values = QueryValues.from(query);
  return {
    ...parsePageQuery(values),
    ...parseCreatedRange(values),
    states: values.listOf('state', BackupState.enum),
    verifications: values.listOf('verification', VerificationState.enum),
    kinds: values.listOf('kind', BackupKind.enum),
    modes: values.listOf('mode', BackupMode.enum),
    origins: values.listOf('origin', BackupOrigin.enum),
    sourceTypes: values.list('sourceType'),
    instances: values.list('instance'),
    databases: values.list('database'),
    ownerRefs: values
      .list('ownerRef')
      ?.map(ref => normalizeEntityRef('ownerRef', ref)),
    policyIds: values.list('policyId'),
    search: values.text('search'),
    sort:
      values.oneOf('sort', [
        'createdAt',
        'name',
        'state',
        'rows',
        'sizeBytes',
        'durationMs',
        'instance',
      ]) ?? 'createdAt',
    order: values.oneOf('order', ['asc', 'desc']) ?? 'desc',
  };
}
