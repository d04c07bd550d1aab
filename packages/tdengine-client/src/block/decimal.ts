const DECIMAL_TEXT = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/**
 * Writes an unscaled integer as decimal text with all digits of the scale, the way TDengine prints decimals.
 *
 * @example `formatDecimal(-1n, 3)` is `'-0.001'`
 * @internal
 */
export function formatDecimal(unscaled: bigint, scale: number): string {
  if (scale === 0) {
    return unscaled.toString();
  }
  const negative = unscaled < 0n;
  const digits = (negative ? -unscaled : unscaled)
    .toString()
    .padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(
    point,
  )}`;
}

/**
 * Reads decimal text as an unscaled integer, exactly.
 *
 * @returns the integer, or a string saying why the text does not fit `DECIMAL(precision, scale)`
 * @internal
 */
export function parseDecimal(
  text: string,
  precision: number,
  scale: number,
): bigint | string {
  const match = DECIMAL_TEXT.exec(text);
  if (!match) {
    return `'${text}' is not a decimal number`;
  }
  const [, sign, whole, fraction = ''] = match;
  if (/[^0]/.test(fraction.slice(scale))) {
    return `'${text}' has more than ${scale} digits behind the point`;
  }
  const magnitude = BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
  if (magnitude >= 10n ** BigInt(precision)) {
    return `'${text}' has more than ${precision} digits`;
  }
  return sign === '-' ? -magnitude : magnitude;
}
