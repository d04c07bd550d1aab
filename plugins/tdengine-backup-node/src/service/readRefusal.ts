import { ResponseError } from '@backstage/errors';

/**
 * The error that an answer refuses with, its reason in the message: who reads the log of a template's task sees nothing else.
 * @internal
 */
export async function readRefusal(
  response: Parameters<typeof ResponseError.fromResponse>[0],
): Promise<ResponseError> {
  const error = await ResponseError.fromResponse(response);
  const { message, stack } = error;
  error.message = `${message}: ${error.cause.message}`;
  error.stack = stack?.replace(message, () => error.message);
  return error;
}
