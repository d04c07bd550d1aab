import { InputError } from '@backstage/errors';

const UNITS: Record<string, number> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
  TIB: 2 ** 40,
};

/**
 * A number of bytes from a number or from text such as `10 GiB` or `500MB`. Throws an InputError naming the key.
 */
export function parseByteSize(value: unknown, key: string): number {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?i?b)?\s*$/i.exec(String(value));
  const unit = UNITS[(match?.[2] ?? 'B').toUpperCase()];
  const bytes = match ? Math.floor(Number(match[1]) * unit) : NaN;
  if (!Number.isSafeInteger(bytes) || bytes < 1) {
    throw new InputError(
      `The configuration key '${key}' has to be a size such as '10 GiB' or a number of bytes, got '${value}'`,
    );
  }
  return bytes;
}
