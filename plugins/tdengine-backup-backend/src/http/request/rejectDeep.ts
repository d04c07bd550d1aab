import { InputError } from '@backstage/errors';
import { RequestHandler } from 'express';

/** No request has more than a handful of levels; whoever looks at one with functions that call themselves needs a limit. */
const DEEPEST = 32;

/**
 * Refuses bodies that are nested deeper than any request has to be. Comes before everything that walks through them.
 */
export const rejectDeep: RequestHandler = (req, _res, next) => {
  let level: unknown[] = [req.body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) {
      throw new InputError(
        `The body must not be nested deeper than ${DEEPEST} levels`,
      );
    }
    level = level
      .filter(value => typeof value === 'object' && value !== null)
      .flatMap(value => Object.values(value as object));
  }
  next();
};
