export { BackupList } from './BackupList';
export { BackupsPage } from './BackupsPage';
export { DeleteBackupDialog } from './DeleteBackupDialog';
