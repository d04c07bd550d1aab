export { CancelRestoreDialog } from './CancelRestoreDialog';
export { RestoreList } from './RestoreList';
export { RestoresPage } from './RestoresPage';
