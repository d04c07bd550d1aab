import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

function answersIn(timeZone: string): { offset: number; answers: string[][] } {
  const output = execFileSync(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, '__testUtils__/printRuns.ts'),
    ],
    { env: { ...process.env, TZ: timeZone }, encoding: 'utf8' },
  );
  return JSON.parse(output);
}

describe('The time zone of the process', () => {
  it('makes no difference', () => {
    const utc = answersIn('UTC');
    const auckland = answersIn('Pacific/Auckland');
    const santiago = answersIn('America/Santiago');
    // They did run in different zones.
    expect([utc.offset, auckland.offset, santiago.offset]).toEqual([
      0, -720, 180,
    ]);
    expect(utc.answers).toHaveLength(125);
    expect(utc.answers[0]).toHaveLength(31);
    expect(auckland.answers).toEqual(utc.answers);
    expect(santiago.answers).toEqual(utc.answers);
  }, 60_000);
});
