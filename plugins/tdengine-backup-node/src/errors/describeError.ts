import { redactSecrets } from './redactSecrets';

const MAXIMUM_LENGTH = 4_000;
/** Nothing keeps causes from going round in a circle. */
const MAXIMUM_DEPTH = 8;

/**
 * An error and its causes in one line for people. What looks like a password in an address or a query is left out: no
 * error should hold one, but this is where it would be stored.
 *
 * @public
 */
export function describeError(error: unknown): string {
  const messages: string[] = [];
  let current = error;
  for (let depth = 0; depth < MAXIMUM_DEPTH && current; depth++) {
    const message =
      current instanceof Error ? current.message : String(current);
    // Errors of Backstage repeat their cause in their own message.
    if (!messages.some(known => known.includes(message))) {
      messages.push(message);
    }
    current = current instanceof Error ? current.cause : undefined;
  }
  return redactSecrets(messages.join(': ')).slice(0, MAXIMUM_LENGTH);
}
