import { DataFigures, Pair } from '../runs/DataFigures';
import { Outcome, Run } from '../runs/Run';
import { listRatios } from './listRatios';
import { renderChart } from './renderChart';
import { renderSpeed } from './renderSpeed';

const run = (seconds: number, more: Partial<Run> = {}): Run => ({
  seconds,
  clientCpuSeconds: seconds / 2,
  peakMiB: 100,
  rows: 1_000_000,
  bytes: 1_000_000,
  ...more,
});

const pair = (ours: number, native: Outcome): Pair => ({
  ours: { backup: run(ours), restore: run(ours) },
  native: { backup: native },
});

const measured = (name: string, pairs: Pair[]): DataFigures => ({
  name,
  title: `the data called ${name}`,
  rows: 1_000_000,
  tables: 1_000,
  facts: {
    date: '2026-01-02',
    tdengine: '3.3.7.5',
    node: '24.0.0',
    cores: 2,
    processor: 'some processor',
    taosdump: '3.3.7.5',
  },
  pairs,
  checks: [
    { side: 'ours', pair: 1, compared: 'every value', differences: [] },
    {
      side: 'native',
      pair: 1,
      compared: 'every value',
      differences: ["'d1' has no rows"],
    },
  ],
});

describe('the report of the benchmark', () => {
  it('takes the median of the ratios, not the ratio of medians', () => {
    const ratios = listRatios([
      measured('narrow', [
        pair(1, run(10)),
        pair(2, run(4)),
        pair(3, run(100)),
      ]),
    ]);
    expect(ratios).toContainEqual({
      data: 'narrow',
      figure: 'backup seconds',
      against: 'taosdump native',
      ratio: 0.1,
      ours: 2,
      theirs: 10,
      reach: 0.35,
    });
  });

  it('gives our figures alone where a dumper could not run, and says why in the page', () => {
    const data = [measured('narrow', [pair(2, { error: 'No such library' })])];
    expect(listRatios(data)).toContainEqual({
      data: 'narrow',
      figure: 'backup seconds',
      against: 'nothing',
      ours: 2,
    });
    const page = renderSpeed(data);
    expect(page).toContain(
      'The backup of `narrow` by taosdump native did not run here: `No such library`',
    );
  });

  it('names what was reached, what was missed, and what was not restored as it was', () => {
    const page = renderSpeed([
      measured('narrow', [pair(1, run(2))]),
      measured('many', [pair(1, run(100))]),
    ]);
    expect(page).toMatch(/\| narrow +\| backup +\|.*0\.500 \|.*\*\*missed\*\*/);
    expect(page).toMatch(/\| many +\| backup +\|.*0\.010 \|.* reached/);
    expect(page).toContain(
      "Not equal: `narrow` restored by taosdump native ('d1' has no rows)",
    );
  });

  it('measures another way of ours against the default, which it may not slow down much', () => {
    const slower = (seconds: number) => ({
      ...pair(10, run(40)),
      encrypted: { backup: run(seconds) },
    });
    expect(
      listRatios([measured('narrow', [slower(12), slower(11), slower(13)])]),
    ).toContainEqual({
      data: 'narrow',
      figure: 'backup seconds, encrypted',
      against: 'ours by default',
      ratio: 1.2,
      ours: 12,
      theirs: 10,
      reach: 1.25,
    });
    const page = renderSpeed([measured('narrow', [slower(13)])]);
    expect(page).toMatch(/backup, encrypted .*ours by default.*\*\*missed\*\*/);
  });

  it('draws a line through data of growing size', () => {
    const chart = renderChart([
      measured('rows-1m', [pair(1, run(1))]),
      { ...measured('narrow', [pair(1, run(1))]), rows: 10_000_000 },
    ]);
    expect(chart).toContain('<polyline');
    expect(chart).toContain('>10 M</text>');
    expect(chart).not.toContain('NaN');
  });
});
