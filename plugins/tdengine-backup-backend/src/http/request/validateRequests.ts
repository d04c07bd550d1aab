import { InputError, isError } from '@backstage/errors';
import { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { middleware as createValidators } from 'express-openapi-validator';
import { spec } from '../../schema/openapi';

const UNKNOWN_FIELD = 'additionalProperties.openapi.validation';
const MISSING_FIELD = 'required.openapi.validation';

/** What the validator says of one thing that is wrong. */
interface Finding {
  /** A JSON pointer, for an unknown field to that field. */
  path: string;
  errorCode?: string;
}

/** The validator leaves at a request which operation of the description it is. */
interface MatchedRequest extends Request {
  openapi?: {
    schema: { parameters?: Array<{ name?: string; description?: string }> };
  };
}

const refuse: ErrorRequestHandler = (error, req, _res, next) => {
  next(
    error instanceof InputError ? error : new InputError(describe(error, req)),
  );
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

function describe(error: unknown, request: MatchedRequest): string {
  const { message, errors = [] } = (isError(error) ? error : {}) as {
    message?: string;
    errors?: Finding[];
  };
  const unknown = errors
    .filter(({ errorCode }) => errorCode === UNKNOWN_FIELD)
    .map(({ path }) => `'${fieldOf(path)}'`);
  const missing = errors
    .filter(({ errorCode }) => errorCode === MISSING_FIELD)
    .flatMap(({ path }) => describeParameter(request, path) ?? []);
  const details = [...unknown, ...missing];
  return details.length > 0
    ? `${message}: ${details.join(', ')}`
    : message ?? 'The request is not understood';
}

/** What to give for a parameter of the query, as far as the description of the API says it. */
function describeParameter(
  { openapi }: MatchedRequest,
  path: string,
): string | undefined {
  return openapi?.schema.parameters?.find(
    ({ name }) => path === `/query/${name}`,
  )?.description;
}

/** `/body/scope/tables/0/name` as `scope.tables[0].name`. */
function fieldOf(path: string): string {
  return path
    .replace(/^\/body\//, '')
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.');
}
