/** Shortest digits that read back as the same number, for FLOAT as the same 32-bit number. */
function shortest(value: number, single: boolean): string {
  if (!single) {
    return String(value);
  }
  for (let digits = 1; digits < 10; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === Math.fround(value)) {
      return text;
    }
  }
  return String(value);
}

/**
 * Writes a FLOAT or DOUBLE the way taosAdapter puts it into JSON: shortest digits, an exponent of at least two digits below
 * 1e-6 and from 1e21 on.
 */
export function formatJsonNumber(value: number, single: boolean): string {
  if (!Number.isFinite(value)) {
    return 'null';
  }
  const exact = Number(shortest(value, single));
  const magnitude = Math.abs(exact);
  if (magnitude !== 0 && (magnitude < 1e-6 || magnitude >= 1e21)) {
    return exact
      .toExponential()
      .replace(/e([+-])(\d)$/, (_, sign, digit) => `e${sign}0${digit}`);
  }
  return plain(exact);
}

function plain(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text;
}

/** Writes a number with a fixed count of decimals and without exponent, exactly, like C's `%.*f`. */
export function formatFixed(value: number, decimals: number): string {
  if (Math.abs(value) < 1e21) {
    return value.toFixed(decimals);
  }
  return `${BigInt(value)}.${'0'.repeat(decimals)}`;
}

/** Writes a number like C's `%e`. */
export function formatExponent(value: number): string {
  return value
    .toExponential(6)
    .replace(/e([+-])(\d)$/, (_, sign, digit) => `e${sign}0${digit}`);
}
