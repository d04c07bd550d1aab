export { createBackupAction } from './createBackupAction';
export { createRestoreAction } from './createRestoreAction';
export { createWaitForJobAction } from './createWaitForJobAction';
