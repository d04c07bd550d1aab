export { createBackupAction } from './createBackupAction';
export { createPolicyAction } from './createPolicyAction';
export { createRestoreAction } from './createRestoreAction';
export { createVerifyAction } from './createVerifyAction';
export { createWaitForJobAction } from './createWaitForJobAction';
