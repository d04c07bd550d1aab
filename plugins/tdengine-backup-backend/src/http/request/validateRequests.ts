import { InputError, isError } from '@backstage/errors';
import { ErrorRequestHandler, RequestHandler } from 'express';
import { middleware as createValidators } from 'express-openapi-validator';
import { spec } from '../../schema/openapi';

const UNKNOWN_FIELD = 'additionalProperties.openapi.validation';

/** What the validator says of one thing that is wrong. */
interface Finding {
  /** A JSON pointer, for an unknown field to that field. */
  path: string;
  errorCode?: string;
}

const refuse: ErrorRequestHandler = (error, _req, _res, next) => {
  next(error instanceof InputError ? error : new InputError(describe(error)));
};

/**
 * Checks requests, and answers where asked, against the description of the API. Backstage's router would do it too, but
 * hands on only the validator's message, in which the name of an unknown field is missing.
 */
export function validateRequests(options: {
  validateResponses: boolean;
}): RequestHandler[] {
  const validators = createValidators({
    apiSpec: spec as unknown as Parameters<
      typeof createValidators
    >[0]['apiSpec'],
    validateRequests: {
      coerceTypes: false,
      allowUnknownQueryParameters: false,
    },
    validateResponses: options.validateResponses,
    ignoreUndocumented: true,
    useRequestUrl: true,
  });
  // Express tells handlers of errors by their four parameters.
  return [...validators, refuse as unknown as RequestHandler];
}

function describe(error: unknown): string {
  const { message, errors = [] } = (isError(error) ? error : {}) as {
    message?: string;
    errors?: Finding[];
  };
  const unknown = errors
    .filter(({ errorCode }) => errorCode === UNKNOWN_FIELD)
    .map(({ path }) => `'${fieldOf(path)}'`);
  return unknown.length > 0
    ? `${message}: ${unknown.join(', ')}`
    : message ?? 'The request is not understood';
}

/** `/body/scope/tables/0/name` as `scope.tables[0].name`. */
function fieldOf(path: string): string {
  return path
    .replace(/^\/body\//, '')
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.');
}
