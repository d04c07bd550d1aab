import { JsonObject } from '@backstage/types';
import { AlertKind, AlertLevel } from 'backstage-plugin-tdengine-backup-common';

/** Something that is wrong now. While it is, every evaluation finds it anew under the same key. */
export interface Finding {
  /** Kind and subject. */
  key: string;
  kind: AlertKind;
  level: AlertLevel;
  policyId?: string;
  backupId?: string;
  target?: string;
  ownerRef?: string;
  /** In English, the cause first. Without figures that change all the time, so that it can be compared. */
  message: string;
  /** The figures, for pages in other languages. */
  details: JsonObject;
}
