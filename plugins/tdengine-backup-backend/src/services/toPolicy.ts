import {
  BackupReference,
  Policy,
  PolicyRun,
} from 'backstage-plugin-tdengine-backup-common';
import { StoredPolicy } from '../database/policyRows';

/** A record as the API tells it: without what only the engine needs. */
export function toPolicy(
  stored: StoredPolicy,
  known: { lastRun?: PolicyRun; lastGoodBackup?: BackupReference },
): Policy {
  const {
    origin,
    sourceType: _sourceType,
    databases: _databases,
    nextPlannedAt: _nextPlannedAt,
    failingSince: _failingSince,
    deleted: _deleted,
    ...policy
  } = stored;
  return { ...policy, readOnly: origin === 'config', ...known };
}
