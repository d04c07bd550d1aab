export { EditPolicyPage } from './EditPolicyPage';
export { NewPolicyPage } from './NewPolicyPage';
