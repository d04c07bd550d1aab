import { WrappedKey } from './WrappedKey';

/** A header of a stranger has many. */
const NAMED = 3;

/**
 * The keys of a header, for messages.
 *
 * @internal
 */
export function quoteKeys(keys: readonly WrappedKey[]): string {
  const names = keys.slice(0, NAMED).map(({ keyId }) => `'${keyId}'`);
  const others = keys.length - names.length;
  return [...names, ...(others > 0 ? [`${others} others`] : [])].join(' or ');
}
