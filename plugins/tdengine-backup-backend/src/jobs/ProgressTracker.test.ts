import { ProgressTracker } from './ProgressTracker';

const PHASES = [
  { name: 'plan', weight: 10 },
  { name: 'data', weight: 80 },
  { name: 'publish', weight: 10 },
];

describe('ProgressTracker', () => {
  function setUp() {
    const clock = { now: 1_000_000 };
    const tracker = ProgressTracker.create({
      phases: PHASES,
      now: () => clock.now,
    });
    return { clock, tracker };
  }

  it('weighs phases, never goes back, and is whole only at the end', () => {
    const { tracker } = setUp();
    expect(tracker.snapshot()).toMatchObject({ phase: 'plan', percent: 0 });
    tracker.enter('data');
    expect(tracker.snapshot()).toMatchObject({ phase: 'data', percent: 10 });
    tracker.setFraction(0.5);
    expect(tracker.snapshot().percent).toBe(50);
    tracker.setFraction(0.25);
    expect(tracker.snapshot().percent).toBe(50);
    tracker.enter('publish');
    tracker.setFraction(7);
    expect(tracker.snapshot().percent).toBe(99);
    tracker.complete();
    expect(tracker.snapshot()).toMatchObject({
      percent: 100,
      phases: ['plan', 'data', 'publish'],
    });
  });

  it('shows what is under way, and counts nothing twice', () => {
    const { tracker } = setUp();
    tracker.setTotals({ rows: 100, tables: 4, bytes: 1_000 });
    tracker.advance({ rows: 30, bytes: 300, errors: 1 });
    expect(tracker.snapshot()).toMatchObject({ rowsDone: 30, errors: 1 });
    tracker.setFinished({ rows: 50, bytes: 500, tables: 2 });
    expect(tracker.snapshot()).toMatchObject({
      rowsDone: 50,
      rowsTotal: 100,
      tablesDone: 2,
      bytesDone: 500,
    });
    // More than was estimated: the total follows.
    tracker.setFinished({ rows: 120 });
    expect(tracker.snapshot()).toMatchObject({
      rowsDone: 120,
      rowsTotal: 120,
    });
  });

  it('has no more to do than was done in the end', () => {
    const { tracker } = setUp();
    tracker.setTotals({ rows: 100, tables: 82, bytes: 1_000 });
    tracker.setFinished({ rows: 99, tables: 81, bytes: 900 });
    tracker.complete();
    expect(tracker.snapshot()).toMatchObject({
      rowsDone: 99,
      rowsTotal: 99,
      tablesDone: 81,
      tablesTotal: 81,
      bytesDone: 900,
      bytesTotal: 900,
    });
  });

  it('estimates speed and the remaining time', () => {
    const { clock, tracker } = setUp();
    tracker.snapshot();
    tracker.enter('data');
    tracker.setFinished({ rows: 0, bytes: 0 });
    expect(tracker.snapshot().remainingMs).toBeUndefined();
    for (let second = 1; second <= 10; second++) {
      clock.now += 1_000;
      tracker.setFinished({ rows: second * 100, bytes: second * 1_000 });
      tracker.setFraction(second / 20);
    }
    expect(tracker.snapshot()).toMatchObject({
      percent: 50,
      rowsPerSecond: 100,
      bytesPerSecond: 1_000,
      remainingMs: 10_000,
    });
    clock.now += 60_000;
    expect(tracker.snapshot().rowsPerSecond).toBeLessThan(20);
  });
});
