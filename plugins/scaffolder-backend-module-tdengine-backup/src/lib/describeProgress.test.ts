import { describeProgress } from './describeProgress';

describe('describeProgress', () => {
  const progress = {
    phase: 'data',
    phases: ['plan', 'data'],
    tablesDone: 0,
    tablesTotal: 0,
    rowsDone: 0,
    rowsTotal: 0,
    bytesDone: 0,
    bytesTotal: 0,
    errors: 0,
  };

  it('tells what is known', () => {
    expect(describeProgress(progress)).toBe('data');
    expect(
      describeProgress({
        ...progress,
        percent: 41.9,
        tablesDone: 25,
        tablesTotal: 60,
        rowsDone: 1_200_000,
        rowsTotal: 3_000_000,
        remainingMs: 61_400,
      }),
    ).toBe(
      'data, 41 %, 25 of 60 tables, 1,200,000 of 3,000,000 rows, 62 s left',
    );
  });
});
