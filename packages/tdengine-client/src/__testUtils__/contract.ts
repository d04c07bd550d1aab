import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A message recorded between a client and a real taosAdapter. */
export interface RecordedFrame {
  dir: 'send' | 'recv';
  type: 'text' | 'binary';
  /** Text as it is, binary in base64. */
  data: string;
}

export interface RecordedConnection {
  name: string;
  frames: RecordedFrame[];
}

/** Where the recordings are looked for; they lie beside the repository, `TDENGINE_CONTRACT_DIR` says where else. */
export const contractFile = join(
  process.env.TDENGINE_CONTRACT_DIR ??
    resolve(__dirname, '../../../../../shared/tdengine-contract'),
  'ws.jsonl',
);

/** The recorded connections, `undefined` where there is no recording. */
export function readContract(): RecordedConnection[] | undefined {
  if (!existsSync(contractFile)) {
    return undefined;
  }
  return readFileSync(contractFile, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
}
