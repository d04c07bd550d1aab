const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/**
 * Reads decimal text as an unscaled integer, rounding half away from zero like TDengine.
 *
 * @returns `undefined` where the text is no number
 */
export function parseDecimal(text: string, scale: number): bigint | undefined {
  const match = NUMBER.exec(text.trim());
  if (!match || (!match[2] && !match[3])) {
    return undefined;
  }
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  const digits = BigInt(`${whole}${fraction}`);
  const shift = scale - fraction.length + Number(exponent);
  const magnitude =
    shift >= 0 ? digits * 10n ** BigInt(shift) : round(digits, -shift);
  return sign === '-' ? -magnitude : magnitude;
}

function round(digits: bigint, places: number): bigint {
  const divisor = 10n ** BigInt(places);
  return (digits + divisor / 2n) / divisor;
}

/** Whether an unscaled integer has no more digits than the precision allows. */
export function fitsDecimal(unscaled: bigint, precision: number): boolean {
  const limit = 10n ** BigInt(precision);
  return unscaled < limit && unscaled > -limit;
}

/** Writes an unscaled integer with all digits of its scale. */
export function formatDecimal(unscaled: bigint, scale: number): string {
  const negative = unscaled < 0n;
  const digits = (negative ? -unscaled : unscaled)
    .toString()
    .padStart(scale + 1, '0');
  const point = digits.length - scale;
  const text =
    scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return negative ? `-${text}` : text;
}

/** Changes the scale of an unscaled integer. */
export function rescale(unscaled: bigint, from: number, to: number): bigint {
  if (to >= from) {
    return unscaled * 10n ** BigInt(to - from);
  }
  const magnitude = round(unscaled < 0n ? -unscaled : unscaled, from - to);
  return unscaled < 0n ? -magnitude : magnitude;
}
