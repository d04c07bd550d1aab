import { readDuration, readWholeDuration } from './readDuration';

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

describe('readWholeDuration', () => {
  it.each([
    ['2 hours', 'minutes', 120],
    ['PT90S', 'seconds', 90],
    ['0 minutes', 'minutes', 0],
    ['0s', 'seconds', 0],
  ] as const)('reads %s as %s', (text, unit, amount) => {
    expect(readWholeDuration('grace', text, unit)).toBe(amount);
  });

  it('refuses parts of the unit, and what is no duration', () => {
    expect(() => readWholeDuration('grace', '90s', 'minutes')).toThrow(
      `'grace' must be a whole number of minutes, not '90s'`,
    );
    expect(() => readWholeDuration('grace', '-1h', 'minutes')).toThrow(
      `'grace' must be a duration such as`,
    );
    expect(() => readWholeDuration('grace', 'soon', 'minutes')).toThrow(
      `'grace' must be a duration such as`,
    );
  });
});
