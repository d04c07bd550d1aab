export { describeError } from './describeError';
export { redactSecrets } from './redactSecrets';
