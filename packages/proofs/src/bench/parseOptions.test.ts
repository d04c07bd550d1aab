import { parseOptions } from './parseOptions';

describe('parseOptions', () => {
  it('takes names one by one, with commas and behind each other', () => {
    expect(
      parseOptions(['--data', 'narrow,wide', 'many', '--pairs', '5']),
    ).toEqual({
      data: ['narrow', 'wide', 'many'],
      pairs: 5,
      scale: 1,
      profile: false,
      clean: false,
      report: true,
    });
  });

  it('takes other ways of ours, and none', () => {
    expect(parseOptions(['--variants', 'encrypted,parquet']).variants).toEqual([
      'encrypted',
      'parquet',
    ]);
    expect(parseOptions(['--variants', 'none']).variants).toEqual([]);
  });

  it('writes no report of a part of the data', () => {
    expect(parseOptions(['--scale', '0.1']).report).toBe(false);
  });

  it.each([
    [['--pairs', '0'], '--pairs'],
    [['--pairs', '1.5'], '--pairs'],
    [['--scale', 'much'], '--scale'],
    [['--against', 'odbc'], '--against'],
    [['--variants', 'csv'], '--variants'],
  ])('refuses %s', (args, option) => {
    expect(() => parseOptions(args)).toThrow(option);
  });
});
