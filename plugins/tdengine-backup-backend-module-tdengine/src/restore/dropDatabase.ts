import { setTimeout as sleep } from 'node:timers/promises';
import {
  quoteIdentifier,
  TDengineClient,
  TDengineError,
} from 'tdengine-client';
import { findDatabase } from '../catalog/readDatabases';
import { executeStatement } from './executeStatement';
import { readTopics } from './readTopics';

const SYNTAX_ERROR = 0x2600;
const LOOK_EVERY_MS = 200;
const LOOK_AT_MOST_MS = 60_000;

/**
 * Drops a database with the topics on it, which would keep it from being dropped, and waits until it is gone.
 *
 * @returns the topics that were dropped
 * @internal
 */
export async function dropDatabase(
  client: TDengineClient,
  database: string,
  options: { signal: AbortSignal },
): Promise<string[]> {
  const topics = await readTopics(client, database, options);
  for (const topic of topics) {
    await dropTopic(client, topic, options);
  }
  await executeStatement(
    client,
    `DROP DATABASE IF EXISTS ${quoteIdentifier(database)}`,
    options,
  );
  await waitFor(
    async () => !(await findDatabase(client, database, options)),
    `Database '${database}' is still there a minute after it was dropped`,
    options,
  );
  return topics;
}

/**
 * Waits until a database takes statements.
 *
 * @internal
 */
export async function waitUntilReady(
  client: TDengineClient,
  database: string,
  options: { signal: AbortSignal },
): Promise<void> {
  await waitFor(
    async () =>
      (await findDatabase(client, database, options))?.status === 'ready',
    `Database '${database}' is not ready a minute after it was created`,
    options,
  );
}

async function dropTopic(
  client: TDengineClient,
  topic: string,
  options: { signal: AbortSignal },
): Promise<void> {
  const name = quoteIdentifier(topic);
  try {
    // Also while somebody consumes it.
    await executeStatement(
      client,
      `DROP TOPIC IF EXISTS FORCE ${name}`,
      options,
    );
  } catch (error) {
    if (!(error instanceof TDengineError && error.code === SYNTAX_ERROR)) {
      throw error;
    }
    await executeStatement(client, `DROP TOPIC IF EXISTS ${name}`, options);
  }
}

async function waitFor(
  reached: () => Promise<boolean>,
  otherwise: string,
  options: { signal: AbortSignal },
): Promise<void> {
  const end = Date.now() + LOOK_AT_MOST_MS;
  while (!(await reached())) {
    if (Date.now() > end) {
      throw new Error(otherwise);
    }
    await sleep(LOOK_EVERY_MS, undefined, options);
  }
}
