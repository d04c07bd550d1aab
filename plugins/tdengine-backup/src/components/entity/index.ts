export { EntityBackupCard } from './EntityBackupCard';
export { EntityBackupsContent } from './EntityBackupsContent';
export { isTdengineEntity } from './entityReference';
