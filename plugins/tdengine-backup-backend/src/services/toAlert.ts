import { Alert } from 'backstage-plugin-tdengine-backup-common';
import { StoredAlert } from '../database/AlertStore';

/** An alert as the API tells it: without what only the engine needs. */
export function toAlert(stored: StoredAlert): Alert {
  const { key: _key, ownerRef: _owner, backupName: _name, ...alert } = stored;
  return alert;
}
