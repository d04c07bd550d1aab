import { types } from 'node:util';

/**
 * Jest runs tests in a realm of its own, in which an error that Node made is no `Error`. The SDK asks, loses its code and
 * does not try again, which it does outside of tests.
 */
export function knowErrorsOfNode(): void {
  Object.defineProperty(Error, Symbol.hasInstance, {
    value(this: unknown, value: unknown) {
      return this === Error && types.isNativeError(value)
        ? true
        : Function.prototype[Symbol.hasInstance].call(this as Function, value);
    },
  });
}
