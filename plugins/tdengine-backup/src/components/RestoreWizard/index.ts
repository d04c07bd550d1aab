export { RestoreWizard } from './RestoreWizard';
