import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** One recorded REST request and its answer. */
export interface RestRecording {
  id: string;
  sql: string;
  db?: string;
  /** With its question mark. */
  query?: string;
  status: number;
  contentType: string;
  body: string;
}

/** One frame of a recorded WebSocket connection. */
export interface Frame {
  dir: 'send' | 'recv';
  type: 'text' | 'binary';
  /** Text as it is, binary in base64. */
  data: string;
}

export interface WebSocketRecording {
  name: string;
  frames: Frame[];
}

export interface Recordings {
  rest: RestRecording[];
  webSocket: WebSocketRecording[];
}

/** Where the recordings lie beside the repository, as seen from this package. */
const BESIDE_REPOSITORY = '../../../shared/tdengine-contract';

const FILES = ['rest.jsonl', 'ws.jsonl'];

/** Where the recordings are looked for; `TDENGINE_CONTRACT_DIR` says where else. */
export function recordingsFolder(): string {
  const packageFolder = dirname(
    require.resolve('tdengine-simulator/package.json'),
  );
  return (
    process.env.TDENGINE_CONTRACT_DIR ??
    resolve(packageFolder, BESIDE_REPOSITORY)
  );
}

/** Files of the recordings that are not there. */
export function missingRecordings(folder: string): string[] {
  return FILES.map(file => join(folder, file)).filter(
    file => !existsSync(file),
  );
}

export function readRecordings(folder: string): Recordings {
  const [rest, webSocket] = FILES.map(file =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter(line => line.trim() !== '')
      .map(line => JSON.parse(line) as unknown),
  );
  return {
    rest: rest as RestRecording[],
    webSocket: webSocket as WebSocketRecording[],
  };
}
