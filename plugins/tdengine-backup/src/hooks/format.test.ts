import {
  formatBytes,
  formatCompactCount,
  formatCount,
  formatDuration,
  formatPercent,
  formatRelative,
} from './format';

const NOW = Date.parse('2026-11-21T08:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('format', () => {
  it.each([
    [0, '0\u00a0B'],
    [1023, '1,023\u00a0B'],
    [1024, '1\u00a0KiB'],
    [1536, '1.5\u00a0KiB'],
    [412_300_000, '393\u00a0MiB'],
    [3 * 1024 ** 5, '3\u00a0PiB'],
    [5_000 * 1024 ** 5, '5,000\u00a0PiB'],
  ])('writes %p bytes as %p', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text);
  });

  it('groups digits and shortens counts as the language does', () => {
    expect(formatCount(98_432_100, 'en')).toBe('98,432,100');
    expect(formatCompactCount(98_432_100, 'en')).toBe('98.4M');
    expect(formatCompactCount(98_432_100, 'zh-CN')).toBe('9843.2万');
  });

  it('never shows all before it is all', () => {
    expect(formatPercent(99.99, 'en')).toBe('99%');
    expect(formatPercent(100, 'en')).toBe('100%');
    expect(formatPercent(-1, 'en')).toBe('0%');
  });

  it.each([
    [0, '0ms'],
    [340, '340ms'],
    [9_400, '9s'],
    [59_600, '1m'],
    [71_000, '1m 11s'],
    [HOUR, '1h'],
    [26 * HOUR + 5 * MINUTE, '1d 2h'],
  ])('writes %p milliseconds as %p', (milliseconds, text) => {
    expect(formatDuration(milliseconds, 'en')).toBe(text);
  });

  it('writes time spans in Chinese', () => {
    expect(formatDuration(71_000, 'zh-CN')).toBe('1分钟 11秒');
  });

  it.each([
    [NOW - 10_000, 'now'],
    [NOW - 5 * MINUTE, '5 minutes ago'],
    [NOW - 2 * HOUR, '2 hours ago'],
    [NOW - 24 * HOUR, 'yesterday'],
    [NOW - 60 * 24 * HOUR, '2 months ago'],
    [NOW + 2 * HOUR, 'in 2 hours'],
  ])('writes %p as %p', (time, text) => {
    expect(formatRelative(time, NOW, 'en')).toBe(text);
  });
});
