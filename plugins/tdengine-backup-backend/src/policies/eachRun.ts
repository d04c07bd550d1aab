import { RunsAfter, StoredPolicyRun } from '../database/PolicyRunStore';

/** Every run of a list, once, read some at a time. */
export async function* eachRun(
  list: (page: RunsAfter) => Promise<StoredPolicyRun[]>,
  limit: number,
): AsyncGenerator<StoredPolicyRun> {
  let after: StoredPolicyRun | undefined;
  for (;;) {
    const runs = await list({ limit, after });
    yield* runs;
    if (runs.length < limit) {
      return;
    }
    after = runs[runs.length - 1];
  }
}
