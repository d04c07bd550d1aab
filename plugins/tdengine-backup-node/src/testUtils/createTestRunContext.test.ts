import { existsSync } from 'node:fs';
import { createTestRunContext } from './createTestRunContext';

describe('createTestRunContext', () => {
  it('keeps what a run tells', async () => {
    const run = createTestRunContext({ attempt: '2' });
    run.reporter.log('info', 'hello', { table: 'd1' });
    run.reporter.progress({ phase: 'data', rowsTotal: 10 });
    run.reporter.advance({ rows: 3, bytes: 30 });
    run.reporter.advance({ rows: 4, errors: 1 });

    expect(run.attempt).toBe('2');
    expect(run.logs).toEqual([
      { level: 'info', message: 'hello', details: { table: 'd1' } },
    ]);
    expect(run.reported).toEqual({
      phase: 'data',
      rowsTotal: 10,
      tablesDone: 0,
      rowsDone: 7,
      bytesDone: 30,
      errors: 1,
    });
    run.cleanUp();
  });

  it('keeps a journal that later changes do not reach', async () => {
    const run = createTestRunContext({ journalEntries: [{ step: 'earlier' }] });
    const entry = { step: 'created', database: 'a' };
    await run.journal.append(entry);
    entry.database = 'b';
    expect(await run.journal.entries()).toEqual([
      { step: 'earlier' },
      { step: 'created', database: 'a' },
    ]);
    expect(run.journalEntries).toHaveLength(2);
    run.cleanUp();
  });

  it('has a temporary directory of its own', () => {
    const run = createTestRunContext();
    expect(existsSync(run.temporaryDirectory)).toBe(true);
    run.cleanUp();
    expect(existsSync(run.temporaryDirectory)).toBe(false);
  });

  it('hands on the signal', () => {
    const controller = new AbortController();
    const run = createTestRunContext({ signal: controller.signal });
    controller.abort();
    expect(run.signal.aborted).toBe(true);
    run.cleanUp();
  });
});
