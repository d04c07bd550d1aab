export { PoliciesPage } from './PoliciesPage';
export { NewPolicyButton } from './NewPolicyButton';
