import { PassThrough } from 'node:stream';
import { createProgress } from './Progress';
import { printable } from './printable';
import { renderTable } from './renderTable';

describe('what is printed', () => {
  it('aligns columns whose characters are wide', () => {
    const text = renderTable(
      [
        { name: '报警', rows: 12 },
        { name: 'meters', rows: 3 },
      ],
      [
        { title: 'TABLE', value: ({ name }) => name },
        { title: 'ROWS', value: ({ rows }) => rows, align: 'right' },
      ],
    );
    expect(text).toBe('TABLE   ROWS\n报警      12\nmeters     3');
  });

  it('moves no cursor and turns no line', () => {
    expect(printable('a\u001b[2Jb\r\u202ec\nd')).toBe(
      'a\uFFFD[2Jb\uFFFD\uFFFDc\nd',
    );
  });

  it.each([
    ['a bar on a terminal', { isTTY: true, json: false }, /Restoring \[█+/],
    [
      'JSON lines for scripts',
      { isTTY: true, json: true },
      /^\{"type":"progress","phase":"Restoring","fraction":0.5,"current":"m1"\}\n$/,
    ],
    ['nothing at once elsewhere', { isTTY: false, json: false }, /^$/],
  ])('tells how far something is by %s', (_, { isTTY, json }, expected) => {
    const stream = Object.assign(new PassThrough(), { isTTY });
    const progress = createProgress('Restoring', stream, { json });
    progress.update({ fraction: 0.5, current: 'm1' });
    progress.stop();
    expect(String(stream.read() ?? '')).toMatch(expected);
  });
});
