import { RepairConfig } from '../../config/EngineConfig';

/**
 * When a copy that is not good is made again by itself: soon, and after every attempt that failed twice as long later.
 * `undefined` when it was tried often enough, or is not to be.
 *
 * @param attempts - that failed since it was good last
 */
export function nextRepairAt(
  config: RepairConfig,
  attempts: number,
  now: Date = new Date(),
): Date | undefined {
  if (!config.enabled || attempts >= config.attempts) {
    return undefined;
  }
  const delay = Math.min(
    config.firstDelayMs * 2 ** attempts,
    config.longestDelayMs,
  );
  return new Date(now.getTime() + delay);
}
