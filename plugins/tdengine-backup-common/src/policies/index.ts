export {
  describePolicyRunReason,
  isPolicyRunReason,
} from './describePolicyRunReason';
export type { PolicyRunReason } from './PolicyRunReason';
