const PATTERNS: Array<[RegExp, string]> = [
  // Credentials in an address, up to the last @ before its path.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/?#]+@/gi, '$1***@'],
  // The value of an Authorization header.
  [/\b(Bearer|Basic|Taosd)\s+[\w+/=.~-]{6,}/gi, '$1 ***'],
  // Query parameters, JSON members and the like.
  [
    /((?:password|passwd|pwd|token|secret|api[-_]?key|authorization)["']?\s*[=:]\s*)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s&'"]+)/gi,
    '$1***',
  ],
];

/**
 * Takes out what looks like a credential, before a text is stored, logged or answered. Nothing that is thrown here should
 * hold one; this is the second line, for the messages of drivers and servers that nobody here wrote.
 *
 * @public
 */
export function redactSecrets(text: string): string {
  return PATTERNS.reduce(
    (redacted, [pattern, replacement]) =>
      redacted.replace(pattern, replacement),
    text,
  );
}
