import { isError } from '@backstage/errors';

/** The HTTP status of an answer, where the error came from one, and the server's own words. */
export function describeError(error: unknown): {
  status?: number;
  message: string;
} {
  if (!isError(error)) {
    return { message: String(error) };
  }
  const { body, response } = error as {
    body?: { error?: { message?: string } };
    response?: { status?: number };
  };
  return {
    status: response?.status,
    message: body?.error?.message ?? error.message,
  };
}
