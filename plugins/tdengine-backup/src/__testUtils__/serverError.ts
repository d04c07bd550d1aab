import { ResponseError } from '@backstage/errors';

/** An error as the backend answers it. */
export async function serverError(
  status: number,
  message: string,
  name = 'Error',
): Promise<Error> {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name, message },
        response: { statusCode: status },
      }),
      { status, headers: { 'content-type': 'application/json' } },
    ),
  );
}
