export { assertAllowedHost } from './allowedHosts';
export { assertRangeAnswered } from './assertRangeAnswered';
export { limitAnswer } from './limitAnswer';
export { ListingBounds } from './ListingBounds';
export { describeNetworkError, isTransientNetworkError } from './networkErrors';
export { readRemoteFile, type RemoteFileIdentity } from './readRemoteFile';
export { readResumably } from './readResumably';
export {
  assertKnownTargetKeys,
  assertTargetNumbers,
  parseTargetUrl,
  readTargetChoice,
  readTargetMilliseconds,
  refuseTargetOption,
} from './readTargetConfig';
export { quoteServer } from './quoteServer';
export {
  pauseBeforeRetry,
  retryDelayMs,
  retryTransient,
} from './retryTransient';
export {
  describeTargetFailure,
  noSpaceLeft,
  type TargetAction,
} from './targetFailure';
export { untilAborted } from './untilAborted';
export { UnusableAnswerError } from './UnusableAnswerError';
