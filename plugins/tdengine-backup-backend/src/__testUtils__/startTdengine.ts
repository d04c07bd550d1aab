import { randomBytes } from 'node:crypto';
import { startSimulator } from 'tdengine-simulator';

/**
 * A TDengine to test with.
 */
export interface TestTdengine {
  url: string;
  user: string;
  password: string;
  /** A name for a database that nobody else has. */
  databaseName(suffix: string): string;
  /** Rows of the answer of a statement. */
  query(sql: string): Promise<unknown[][]>;
  /** Drops the databases that were named, and ends what was started. */
  stop(): Promise<void>;
}

/**
 * The server that TDENGINE_URL names, where there is one; otherwise the simulator.
 */
export async function startTdengine(): Promise<TestTdengine> {
  const {
    TDENGINE_URL,
    TDENGINE_USER = 'root',
    TDENGINE_PASSWORD = 'taosdata',
  } = process.env;
  const simulator = TDENGINE_URL ? undefined : await startSimulator();
  const url = TDENGINE_URL || simulator!.url;
  const prefix = `backend_test_${randomBytes(4).toString('hex')}`;
  const databases = new Set<string>();

  const query = async (sql: string): Promise<unknown[][]> => {
    const response = await fetch(new URL('/rest/sql', url), {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(
          `${TDENGINE_USER}:${TDENGINE_PASSWORD}`,
        ).toString('base64')}`,
      },
      body: sql,
    });
    const answer: { code: number; desc?: string; data?: unknown[][] } =
      await response.json();
    if (answer.code !== 0) {
      throw new Error(`TDengine refused '${sql}': ${answer.desc}`);
    }
    return answer.data ?? [];
  };

  return {
    url,
    user: TDENGINE_USER,
    password: TDENGINE_PASSWORD,
    query,
    databaseName(suffix) {
      const name = `${prefix}_${suffix}`;
      databases.add(name);
      return name;
    },
    async stop() {
      for (const name of databases) {
        await query(`DROP DATABASE IF EXISTS \`${name}\``);
      }
      await simulator?.close();
    },
  };
}
