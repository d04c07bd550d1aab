import { InputError } from '@backstage/errors';

/**
 * A text without surrounding white space; it must not be empty, nor go over several lines.
 */
export function parseOneLine(
  field: string,
  value: string | undefined,
): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  const text = value.trim();
  if (text === '') {
    throw new InputError(`'${field}' must not be empty`);
  }
  if (/\p{Cc}|\p{Zl}|\p{Zp}/u.test(text)) {
    throw new InputError(
      `'${field}' must be one line, without control characters`,
    );
  }
  return text;
}
