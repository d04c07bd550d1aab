import { InvalidArgumentError } from 'commander';

/** Of an option that counts something. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError(
      'It has to be a whole number of at least 1.',
    );
  }
  return number;
}

/** Of an option that may be repeated. */
export function collect(text: string, earlier: string[] = []): string[] {
  return [...earlier, text];
}
