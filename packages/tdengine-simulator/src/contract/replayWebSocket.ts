import WebSocket from 'ws';
import type { Comparison, ServerUnderTest } from './Comparison';
import { MessageQueue } from './MessageQueue';
import { readFetchReply } from './readFetchReply';
import { parseExactly } from './normalise';
import type { Frame, WebSocketRecording } from './recordings';

/** Sends the frames of a recorded connection and compares every answer. */
export async function replayWebSocket(
  { name, frames }: WebSocketRecording,
  server: ServerUnderTest,
): Promise<Comparison[]> {
  const socket = new WebSocket(`${server.url.replace(/^http/, 'ws')}/ws`);
  const messages = new MessageQueue(socket);
  await messages.opened();
  const comparisons: Comparison[] = [];
  const query: QueryContext = { sql: '', names: [] };
  let sent = '';
  try {
    for (const [index, frame] of frames.entries()) {
      if (frame.dir === 'send') {
        sent = describe(frame);
        query.sql = statementOf(frame) ?? query.sql;
        socket.send(payload(frame, server));
      } else {
        const { data, isBinary } = await messages.next();
        comparisons.push({
          id: `ws ${name} ${index}`,
          sql: sent,
          expected: normaliseFrame(frame, query),
          actual: normaliseFrame(
            {
              dir: 'recv',
              type: isBinary ? 'binary' : 'text',
              data: isBinary ? data.toString('base64') : data.toString('utf8'),
            },
            query,
          ),
        });
      }
    }
  } finally {
    socket.terminate();
  }
  return comparisons;
}

function payload(frame: Frame, { user, password }: ServerUnderTest) {
  if (frame.type === 'binary') {
    return Buffer.from(frame.data, 'base64');
  }
  return frame.data
    .replace('"user":"root"', `"user":${JSON.stringify(user)}`)
    .replace('"password":"taosdata"', `"password":${JSON.stringify(password)}`);
}

function statementOf(frame: Frame): string | undefined {
  if (frame.type === 'text') {
    const { args } = JSON.parse(frame.data) as { args: { sql?: string } };
    return args.sql;
  }
  const bytes = Buffer.from(frame.data, 'base64');
  return bytes.readUInt8(16) === 6 ? bytes.toString('utf8', 30) : undefined;
}

function describe(frame: Frame): string {
  if (frame.type === 'text') {
    return frame.data;
  }
  const action = Buffer.from(frame.data, 'base64').readUInt8(16);
  return statementOf(frame) ?? `binary action ${action}`;
}

/** The last query and the columns of its result. */
interface QueryContext {
  sql: string;
  names: string[];
}

function normaliseFrame(frame: Frame, query: QueryContext): unknown {
  if (frame.type === 'binary') {
    return readFetchReply(Buffer.from(frame.data, 'base64'), query);
  }
  const reply = parseExactly(frame.data) as Record<string, unknown>;
  delete reply.timing;
  if (Array.isArray(reply.fields_names)) {
    query.names = reply.fields_names as string[];
  }
  return reply;
}
