export { LegacyBackupPage } from './LegacyBackupPage';
export {
  LegacyEntityBackupCard,
  LegacyEntityBackupsContent,
} from './LegacyEntity';
