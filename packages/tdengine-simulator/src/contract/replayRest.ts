import type { RestRecording } from './recordings';
import { normaliseRest } from './normalise';
import type { Comparison, ServerUnderTest } from './Comparison';

/** Credentials of the recordings that are about credentials. */
const OTHER_CREDENTIALS: Record<string, string | undefined> = {
  'auth-wrong': 'root:wrong',
  'auth-none': undefined,
};

/** Sends a recorded request and compares the answers. */
export async function replayRest(
  recording: RestRecording,
  server: ServerUnderTest,
): Promise<Comparison> {
  const { id, sql, db, query = '' } = recording;
  const path = db === undefined ? '/rest/sql' : `/rest/sql/${db}`;
  const response = await fetch(`${server.url}${path}${query}`, {
    method: 'POST',
    body: sql,
    headers: authorisation(id, server),
  });
  const body = await response.text();
  return {
    id: `rest ${id}`,
    sql,
    expected: {
      status: recording.status,
      contentType: recording.contentType,
      body: normaliseRest(sql, recording.body),
    },
    actual: {
      status: response.status,
      contentType: response.headers.get('content-type'),
      body: normaliseRest(sql, body),
    },
  };
}

function authorisation(
  id: string,
  { user, password }: ServerUnderTest,
): Record<string, string> {
  const credentials =
    id in OTHER_CREDENTIALS ? OTHER_CREDENTIALS[id] : `${user}:${password}`;
  return credentials === undefined
    ? {}
    : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}
