export {
  checkDestinations,
  DESTINATION_MAXIMUM_DAYS,
  type DestinationProblem,
} from './checkDestinations';
export { describeDestinationProblem } from './describeDestinationProblem';
export {
  describePolicyRunReason,
  isPolicyRunReason,
} from './describePolicyRunReason';
export type { PolicyRunReason } from './PolicyRunReason';
