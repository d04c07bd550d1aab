/** A longer message quotes what somebody sent; nobody reads it to its end. */
const MAXIMUM_LENGTH = 16_384;

// None of them may go through a text more than once: messages quote what strangers sent. So an address begins where no
// part of one goes before it, and a value in quotes ends at the end of the text where nothing closes it.
const PATTERNS: Array<[RegExp, string]> = [
  // Credentials in an address, up to the last @ before its path.
  [/(?<![a-z0-9+.-])([a-z0-9+.-]+:\/\/)[^\s/?#]+@/gi, '$1***@'],
  // The value of an Authorization header.
  [/\b(Bearer|Basic|Taosd)\s+[\w+/=.~-]{6,}/gi, '$1 ***'],
  // Query parameters, JSON members and the like.
  [
    /((?:password|passwd|pwd|token|secret|api[-_]?key|authorization)["']?\s*[=:]\s*)("(?:[^"\\]|\\[^])*(?:"|\\?$)|'(?:[^'\\]|\\[^])*(?:'|\\?$)|[^\s&'"]+)/gi,
    '$1***',
  ],
];

/**
 * Takes out what looks like a credential, before a text is stored, logged or answered. Nothing that is thrown here should
 * hold one; this is the second line, for the messages of drivers and servers that nobody here wrote.
 *
 * A text of more than 16,384 characters is cut off, together with an address whose credentials may go on behind the cut.
 *
 * @public
 */
export function redactSecrets(text: string): string {
  const whole = text.length <= MAXIMUM_LENGTH;
  const kept = whole ? text : withoutOpenAddress(text.slice(0, MAXIMUM_LENGTH));
  const redacted = PATTERNS.reduce(
    (before, [pattern, replacement]) => before.replace(pattern, replacement),
    kept,
  );
  return whole ? redacted : `${redacted}…`;
}

/** What follows `://` at the end may be the beginning of a password. */
function withoutOpenAddress(text: string): string {
  const end = text.lastIndexOf('://') + 3;
  return end > 2 && !/[\s/?#]/.test(text.slice(end))
    ? `${text.slice(0, end)}***`
    : text;
}
