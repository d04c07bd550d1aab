import { compareVersions, parseServerVersion } from './serverVersion';

describe('versions', () => {
  it('reads numbers and suffix', () => {
    expect(parseServerVersion('3.3.7.5.alpha')).toEqual({
      numbers: [3, 3, 7, 5],
      suffix: 'alpha',
    });
    expect(parseServerVersion('v3.4.1')).toEqual({
      numbers: [3, 4, 1],
      suffix: '',
    });
    expect(parseServerVersion('3.3.6.0-rc1').suffix).toBe('rc1');
  });

  it('refuses what is no version', () => {
    expect(() => parseServerVersion('unknown')).toThrow(
      "The server states its version as 'unknown'",
    );
  });

  it('compares number by number', () => {
    const sorted = [
      '3.3.3.0',
      '3.3.3',
      '3.3.10.1',
      '3.3.9.9',
      '3.4',
      '2.6.0.1',
    ];
    sorted.sort(compareVersions);
    expect(sorted).toEqual([
      '2.6.0.1',
      '3.3.3.0',
      '3.3.3',
      '3.3.9.9',
      '3.3.10.1',
      '3.4',
    ]);
    expect(compareVersions('3.3.3.0', '3.3.3')).toBe(0);
    expect(
      compareVersions(parseServerVersion('3.3.7.5.alpha'), '3.3.7.5'),
    ).toBe(0);
  });
});
