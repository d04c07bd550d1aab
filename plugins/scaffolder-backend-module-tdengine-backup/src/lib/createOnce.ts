/** More than anybody retries by hand. */
const MOST_ATTEMPTS = 50;

const GIVEN_UP: ReadonlySet<string> = new Set([
  'failed',
  'cancelled',
  'deleting',
  'deleted',
]);

/**
 * Creates something under a key that gives back what was created before. What was created before and has failed since is
 * left alone and the next key is taken: the task was retried to have it done, not to fail again.
 */
export async function createOnce<T extends { id: string; state: string }>(
  idempotencyKey: string,
  create: (idempotencyKey: string) => Promise<T>,
): Promise<T> {
  let created = await create(idempotencyKey);
  for (
    let attempt = 2;
    GIVEN_UP.has(created.state) && attempt <= MOST_ATTEMPTS;
    attempt++
  ) {
    created = await create(`${idempotencyKey}:${attempt}`);
  }
  return created;
}
