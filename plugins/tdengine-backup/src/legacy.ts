/**
 * TDengine Backup for portals of the old frontend system.
 *
 * @packageDocumentation
 */
export {
  EntityTdengineBackupCard,
  EntityTdengineBackupContent,
  TdengineBackupPage,
  tdengineBackupPlugin,
} from './legacyPlugin';
export { isTdengineEntity as isTdengineBackupEntity } from './components/entity/entityReference';
export { tdengineBackupTranslationRef } from './translation';
