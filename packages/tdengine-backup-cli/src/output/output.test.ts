import { PassThrough } from 'node:stream';
import { run } from '../__testUtils__/run';
import { createProgress } from './Progress';
import { oneLine, printable, printableJson } from './printable';
import { renderFields, renderTable } from './renderTable';

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

  it('begins no line with what somebody else wrote', async () => {
    const forged = 'it\r\nother: in order\rx\u2028y';
    const shown = 'it other: in order\uFFFDx\uFFFDy';
    expect(oneLine(forged)).toBe(shown);
    expect(renderFields([['Backup', forged]])).toBe(`Backup  ${shown}`);
    const { stderr } = await run(['show', `no\nWarning: \u001b[2J`]);
    expect(stderr).toMatch(/no\n {2}Warning: \uFFFD\[2J/);
  });

  it('gives JSON that a terminal can show, and that says the same', () => {
    const value = { name: 'a\u009b2J\u202eb\u2028\nc' };
    const text = printableJson(value, 2);
    expect(text).toBe('{\n  "name": "a\\u009b2J\\u202eb\\u2028\\nc"\n}');
    expect(JSON.parse(text)).toEqual(value);
  });

  it('puts no name into a progress as it is', () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    const progress = createProgress('Extracting a\u001b[2J\nb', stream, {
      json: false,
    });
    progress.update({ fraction: 0.5 });
    progress.stop();
    expect(String(stream.read())).toMatch(/Extracting a\uFFFD\[2J b \[/);
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
