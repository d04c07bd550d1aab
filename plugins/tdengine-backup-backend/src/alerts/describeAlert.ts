import { BackupNotification } from 'backstage-plugin-tdengine-backup-node';
import { AlertNews, StoredAlert } from '../database/AlertStore';

/** What people are told of an alert. */
export function describeAlert(
  alert: StoredAlert,
  news: AlertNews['news'],
): BackupNotification {
  const { id, level, policyId, backupId, target, ownerRef, message } = alert;
  return {
    kind: 'alert',
    outcome: news,
    id,
    name: alert.policyName ?? alert.backupName ?? target ?? 'TDengine Backup',
    ownerRef,
    policyId,
    backupId,
    target,
    level,
    message: news === 'opened' ? message : `Over: ${message}`,
    link: linkOf(alert),
  };
}

function linkOf({ kind, policyId, backupId, target }: StoredAlert): string {
  const root = '/tdengine-backup';
  if (kind === 'verification' && backupId !== undefined) {
    return `${root}/backups/${backupId}`;
  }
  if (policyId !== undefined) {
    return `${root}/policies/${policyId}`;
  }
  return target === undefined ? root : `${root}/storage`;
}
