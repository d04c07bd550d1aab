export { CreateBackupDialog } from './CreateBackupDialog';
