export { assertAllowedHost } from './allowedHosts';
export { describeNetworkError, isTransientNetworkError } from './networkErrors';
export { readResumably } from './readResumably';
export {
  assertKnownTargetKeys,
  assertTargetNumber,
  readTargetChoice,
  readTargetMilliseconds,
} from './readTargetConfig';
export { quoteServer } from './quoteServer';
export {
  pauseBeforeRetry,
  retryDelayMs,
  retryTransient,
} from './retryTransient';
export { untilAborted } from './untilAborted';
