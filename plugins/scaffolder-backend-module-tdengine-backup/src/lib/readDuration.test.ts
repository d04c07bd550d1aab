import { readDuration } from './readDuration';

describe('readDuration', () => {
  it.each([
    ['24h', 86_400_000],
    ['90 minutes', 5_400_000],
    ['30s', 30_000],
    ['PT1H30M', 5_400_000],
    ['P1D', 86_400_000],
  ])('reads %s', (text, milliseconds) => {
    expect(readDuration('timeout', text)).toBe(milliseconds);
  });

  it.each(['soon', '', '0s', '-5m', 'P'])('refuses %p', text => {
    expect(() => readDuration('timeout', text)).toThrow(
      `'timeout' must be a duration such as '90 minutes', '24h' or 'PT1H30M', not '${text}'`,
    );
  });
});
