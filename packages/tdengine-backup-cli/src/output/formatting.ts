const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `1234567` as `1.2 MiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${BYTE_UNITS[unit]}`;
}

/** `1234567` as `1,234,567`, whatever the locale. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** An instant in UTC, to the second. */
export function formatTime(instant: string | undefined): string {
  return instant === undefined
    ? ''
    : new Date(instant)
        .toISOString()
        .replace(/\.\d+Z$/, '')
        .replace('T', ' ');
}
