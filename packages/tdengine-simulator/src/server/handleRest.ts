import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { executeSql } from '../execution/executeStatement';
import { Session } from '../execution/Session';
import { SqlError } from '../SqlError';
import { ADAPTER_ERROR } from './messages';
import { quote, renderRows, renderUpdate } from './renderJson';
import type { SimulatorContext } from './SimulatorContext';

/** An answer: status and body. */
interface Answer {
  status: number;
  body: string;
}

/** Answers `POST /rest/sql[/database]`. */
export async function handleRest(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  context: SimulatorContext,
): Promise<void> {
  const started = process.hrtime.bigint();
  const fault = context.faults.httpStatus('rest');
  const { status, body } =
    fault === undefined
      ? await answer(request, url, context, started)
      : { status: fault, body: '' };
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
  });
  response.end(body);
}

async function answer(
  request: IncomingMessage,
  url: URL,
  context: SimulatorContext,
  started: bigint,
): Promise<Answer> {
  const sql = await text(request);
  const refuse = (code: number, message: string, status = 200): Answer => ({
    status,
    body: `{"code":${code},"desc":${quote(message)},"timing":${
      process.hrtime.bigint() - started
    }}`,
  });
  await context.faults.delay('request', sql);
  const credentials = readCredentials(request);
  if (!credentials) {
    return refuse(0x1105, 'no auth info input', 401);
  }
  if (sql.trim() === '') {
    return refuse(0x1106, 'request is empty', 400);
  }
  try {
    return { status: 200, body: run(sql, credentials, url, context) };
  } catch (error) {
    return error instanceof SqlError
      ? refuse(error.code, error.message)
      : refuse(ADAPTER_ERROR, String(error), 500);
  }
}

function run(
  sql: string,
  { user, password }: { user: string; password: string },
  url: URL,
  { catalog, faults }: SimulatorContext,
): string {
  catalog.authenticate(user, password);
  const session = new Session(catalog, user);
  const database = decodeURIComponent(url.pathname.split('/')[3] ?? '');
  if (database) {
    session.use(database);
  }
  const timeZone = url.searchParams.get('tz') ?? 'UTC';
  faults.checkStatement(sql);
  const result = executeSql(sql, session);
  return result.kind === 'update'
    ? renderUpdate(result.affectedRows)
    : renderRows(result, {
        timeZone,
        rowWithMeta: url.searchParams.get('row_with_meta') === 'true',
      });
}

function readCredentials(
  request: IncomingMessage,
): { user: string; password: string } | undefined {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic' || !value) {
    return undefined;
  }
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0
    ? undefined
    : { user: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}
