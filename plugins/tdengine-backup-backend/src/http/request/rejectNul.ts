import { InputError } from '@backstage/errors';
import { RequestHandler } from 'express';

/**
 * Refuses NUL characters, which PostgreSQL cannot store and nobody types.
 */
export const rejectNul: RequestHandler = (req, _res, next) => {
  if (req.originalUrl.includes('%00')) {
    throw new InputError('The address must not contain NUL characters');
  }
  const field = findNul(req.body);
  if (field !== undefined) {
    throw new InputError(`'${field}' must not contain NUL characters`);
  }
  next();
};

/** Where in a JSON value the first NUL is, as `scope.tables[0].include[2]`. */
function findNul(value: unknown, path = 'body'): string | undefined {
  if (typeof value === 'string') {
    return value.includes('\0') ? path : undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  for (const [key, member] of Object.entries(value)) {
    const memberPath = Array.isArray(value)
      ? `${path}[${key}]`
      : join(path, key);
    const found = key.includes('\0') ? path : findNul(member, memberPath);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function join(path: string, key: string): string {
  return path === 'body' ? key : `${path}.${key}`;
}
