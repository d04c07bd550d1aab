import { InputError } from '@backstage/errors';

/** Enough to tell a slip from an address, or one that looks like another; whether it exists only a mail can tell. */
const MAIL_ADDRESS = /^[^\s\p{C}@<>,;"]+@[^\s\p{C}@<>,;"]+$/u;

/**
 * Refuses what is no mail address.
 *
 * @param path - what to call the key in the error
 */
export function assertMailAddresses(
  addresses: readonly string[],
  path: string,
): void {
  const wrong = addresses.find(address => !MAIL_ADDRESS.test(address));
  if (wrong !== undefined) {
    throw new InputError(`'${path}' has '${wrong}', which is no mail address`);
  }
}
