import { useEntity } from '@backstage/plugin-catalog-react';
import { getTdengineReference } from 'backstage-plugin-tdengine-backup-common';
import { MissingAnnotations } from './MissingAnnotations';
import { ProtectionCard } from './ProtectionCard';

/** Whether the database that an entity stands for could be restored today. */
export function EntityBackupCard() {
  const { entity } = useEntity();
  const reference = getTdengineReference(entity);
  return reference ? (
    <ProtectionCard {...reference} />
  ) : (
    <MissingAnnotations entity={entity} />
  );
}
