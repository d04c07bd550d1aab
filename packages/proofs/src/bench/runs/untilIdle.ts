import { setTimeout as sleep } from 'node:timers/promises';
import { serverCpuSeconds } from './processTimes';

const LOOK_MS = 500;
const IDLE_SHARE = 0.05;
const LONGEST_MS = 15_000;

/** Waits until the server has done what the run before left it to do, so that the next one does not pay for it. */
export async function untilIdle(): Promise<void> {
  const deadline = Date.now() + LONGEST_MS;
  let before = await serverCpuSeconds();
  while (before !== undefined && Date.now() < deadline) {
    await sleep(LOOK_MS);
    const now = (await serverCpuSeconds()) ?? before;
    if (now - before < (LOOK_MS / 1_000) * IDLE_SHARE) {
      return;
    }
    before = now;
  }
}
