import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';

/** What ISO 8601 writes with four digits; databases cannot take much more. */
const LATEST_YEAR = 9999;

/**
 * Typed values out of a query string. What is wrong throws an InputError that names the parameter. A parameter that may
 * be given several times may also be given once.
 */
export class QueryValues {
  readonly #values: Record<string, unknown>;

  static from(query: object): QueryValues {
    return new QueryValues({ ...query });
  }

  private constructor(values: Record<string, unknown>) {
    this.#values = values;
  }

  /** Trimmed; an empty text counts as absent. */
  text(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined) {
      return undefined;
    }
    if (typeof value !== 'string') {
      throw new InputError(`The parameter '${name}' must be given once`);
    }
    return value.trim() || undefined;
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined) {
      throw new InputError(`The parameter '${name}' is missing`);
    }
    return value;
  }

  list(name: string): string[] | undefined {
    const value = this.#values[name];
    if (value === undefined) {
      return undefined;
    }
    const list = Array.isArray(value) ? value : [value];
    if (!list.every(item => typeof item === 'string')) {
      throw new InputError(`The parameter '${name}' must be a list of texts`);
    }
    const texts = list.map(item => item.trim()).filter(Boolean);
    return texts.length > 0 ? [...new Set<string>(texts)] : undefined;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : this.#member(name, value, allowed);
  }

  listOf<T extends string>(
    name: string,
    allowed: readonly T[],
  ): T[] | undefined {
    return this.list(name)?.map(value => this.#member(name, value, allowed));
  }

  integer(
    name: string,
    options: { fallback: number; minimum: number; maximum: number },
  ): number {
    const { fallback, minimum, maximum } = options;
    const value = this.#values[name];
    if (value === undefined || value === '') {
      return fallback;
    }
    const number = typeof value === 'string' ? Number(value) : value;
    if (
      typeof number !== 'number' ||
      !Number.isSafeInteger(number) ||
      number < minimum ||
      number > maximum
    ) {
      throw new InputError(
        `The parameter '${name}' must be a whole number from ${minimum} to ${maximum}`,
      );
    }
    return number;
  }

  requiredInteger(
    name: string,
    options: { minimum: number; maximum: number },
  ): number {
    if (this.#values[name] === undefined) {
      throw new InputError(`The parameter '${name}' is missing`);
    }
    return this.integer(name, { ...options, fallback: options.minimum });
  }

  boolean(name: string): boolean | undefined {
    const value = this.#values[name];
    if (value === undefined || typeof value === 'boolean') {
      return value;
    }
    return this.oneOf(name, ['true', 'false']) === 'true';
  }

  /** ISO 8601; without an offset it is UTC. */
  date(name: string): Date | undefined {
    const value = this.text(name);
    if (value === undefined) {
      return undefined;
    }
    // The plus sign of an offset arrives as a space where a caller did not encode it.
    const date = DateTime.fromISO(value.replace(' ', '+'), { zone: 'utc' });
    if (!date.isValid || date.year < 0 || date.year > LATEST_YEAR) {
      throw new InputError(
        `The parameter '${name}' must be an ISO 8601 date and time, such as 2026-01-31T08:00:00Z`,
      );
    }
    return date.toJSDate();
  }

  #member<T extends string>(
    name: string,
    value: string,
    allowed: readonly T[],
  ): T {
    const member = allowed.find(candidate => candidate === value);
    if (member === undefined) {
      throw new InputError(
        `The parameter '${name}' must be one of ${allowed.join(', ')}`,
      );
    }
    return member;
  }
}
