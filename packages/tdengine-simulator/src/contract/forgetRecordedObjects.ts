import type { ServerUnderTest } from './Comparison';

/** Objects the recorded statements create; a replay against a real server begins and ends without them. */
const STATEMENTS = [
  'drop topic if exists t_normal',
  'drop topic if exists t_db',
  'drop topic if exists t_block',
  ...['c_ms', 'c_us', 'c_ns', 'c_opt', 'c_raw', 'c_raw2'].map(
    name => `drop database if exists ${name}`,
  ),
  'drop user backup_ro',
];

export async function forgetRecordedObjects({
  url,
  user,
  password,
}: ServerUnderTest): Promise<void> {
  const credentials = Buffer.from(`${user}:${password}`).toString('base64');
  for (const statement of STATEMENTS) {
    const response = await fetch(`${url}/rest/sql`, {
      method: 'POST',
      body: statement,
      headers: { authorization: `Basic ${credentials}` },
    });
    await response.text();
  }
}
