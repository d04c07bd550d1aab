import { sqlErrors } from '../../SqlError';

const LONGEST_KEY = 256;

/** A member of a flat object: a key and what is neither an object nor a list. */
const MEMBER = /"((?:[^"\\]|\\.)*)"\s*:\s*("(?:[^"\\]|\\.)*"|[^,{}[\]\s]+)/g;

/**
 * Reads the JSON of a tag: a flat object. Keys come out sorted, of several members with the same key the first counts, and
 * an object without members is NULL.
 */
export function parseJsonTag(text: string): string | undefined {
  if (text.trim() === '') {
    return undefined;
  }
  const parsed = parse(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw sqlErrors.insertSyntax(text, 'json error invalide value');
  }
  Object.keys(parsed).forEach(requireKey);
  if (Object.values(parsed).some(isNested)) {
    throw sqlErrors.insertSyntax(text, 'invalidate json value');
  }
  const members = new Map<string, string>();
  for (const [, key, value] of text.matchAll(MEMBER)) {
    const name = JSON.parse(`"${key}"`) as string;
    if (name !== '' && !members.has(name)) {
      members.set(name, `${JSON.stringify(name)}:${formatValue(value)}`);
    }
  }
  const keys = [...members.keys()].sort();
  return keys.length === 0
    ? undefined
    : `{${keys.map(key => members.get(key)).join(',')}}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw sqlErrors.insertSyntax(text, 'json parse error');
  }
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function requireKey(key: string): void {
  if (!/^[\x20-\x7e]*$/.test(key)) {
    throw sqlErrors.insertSyntax(key, 'json key not validate');
  }
  if (key.length > LONGEST_KEY) {
    throw sqlErrors.insertSyntax(key, 'json key too long, more than 256');
  }
}

function formatValue(text: string): string {
  const value = JSON.parse(text) as string | number | boolean | null;
  return typeof value === 'number'
    ? formatNumber(value)
    : JSON.stringify(value);
}

/** Numbers are kept as DOUBLE and printed with 15 digits, or 17 where those do not read back. */
function formatNumber(value: number): string {
  const short = value.toPrecision(15);
  const text = Number(short) === value ? short : value.toPrecision(17);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (value !== 0 && (exponent < -4 || exponent >= 15)) {
    const [digits, power] = Number(text).toExponential().split('e');
    return `${digits}e${power.replace(/^([+-])(\d)$/, '$10$2')}`;
  }
  return String(Number(text));
}
