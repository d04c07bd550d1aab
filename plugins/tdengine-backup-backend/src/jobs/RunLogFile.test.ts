import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../__testUtils__/silentLogger';
import { RunLogFile } from './RunLogFile';

describe('RunLogFile', () => {
  it('writes one line each, and nothing that a terminal obeys', async () => {
    const folder = await fs.mkdtemp(join(tmpdir(), 'log-'));
    const path = join(folder, 'run.log');
    const file = RunLogFile.create({
      path,
      logger: silentLogger,
    });
    const line = { at: new Date(0), level: 'warn' } as const;
    try {
      await file.append([
        { ...line, message: 'a\nb\r\nc\rd \u001b[2J\u2028e\u202ef\u009b2J' },
        { ...line, message: '报警  é', details: { name: '\u009b2J\u2029' } },
      ]);
      await file.close();
      expect(await fs.readFile(path, 'utf8')).toBe(
        [
          '1970-01-01T00:00:00.000Z WARN  a\\nb\\nc\\u000dd \\u001b[2J\\u2028e\\u202ef\\u009b2J',
          '1970-01-01T00:00:00.000Z WARN  报警  é {"name":"\\u009b2J\\u2029"}',
          '',
        ].join('\n'),
      );
    } finally {
      await fs.rm(folder, { recursive: true });
    }
  });
});
