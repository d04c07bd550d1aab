import { redactSecrets } from '../../errors';

// A longer text is a page of a proxy, not a reason.
const MAXIMUM_LENGTH = 300;

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f]+/g;

/**
 * Text of a server as it may be shown and logged: one line, not too long, and without the secrets, also where the server
 * gives them back encoded for an address or a header.
 *
 * @public
 */
export function quoteServer(
  text: string,
  secrets: ReadonlyArray<string | undefined>,
): string {
  let redacted = text.replace(CONTROL_CHARACTERS, ' ');
  for (const secret of secrets) {
    if (!secret) {
      continue;
    }
    for (const form of new Set([
      secret,
      secret.replace(CONTROL_CHARACTERS, ' '),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('hex'),
    ])) {
      redacted = redacted.split(form).join('***');
    }
  }
  // What nobody knew beforehand, such as a session that the server made.
  redacted = redactSecrets(redacted);
  return redacted.length > MAXIMUM_LENGTH
    ? `${redacted.slice(0, MAXIMUM_LENGTH)}…`
    : redacted;
}
