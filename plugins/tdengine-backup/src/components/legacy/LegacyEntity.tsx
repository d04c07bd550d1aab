import { compatWrapper } from '@backstage/core-compat-api';
import { EntityBackupCard, EntityBackupsContent } from '../entity';

/** The tab of an entity, for the old frontend system. */
export function LegacyEntityBackupsContent() {
  return compatWrapper(<EntityBackupsContent />);
}

/** The card of an entity, for the old frontend system. */
export function LegacyEntityBackupCard() {
  return compatWrapper(<EntityBackupCard />);
}
