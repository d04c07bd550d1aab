import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { limitAnswer } from 'backstage-plugin-tdengine-backup-node';

/**
 * Keeps a client from taking an answer into memory that does not end. The SDK reads each whole but the content of an
 * object.
 *
 * @internal
 */
export const limitAnswers: Parameters<S3Client['middlewareStack']['use']>[0] = {
  applyToStack: stack =>
    stack.add(
      (next, { commandName }) =>
        async args => {
          const result = await next(args);
          const response = result.response as {
            statusCode: number;
            body?: unknown;
          };
          const isContent =
            commandName === 'GetObjectCommand' && response.statusCode < 300;
          if (!isContent && response.body instanceof Readable) {
            response.body = limitAnswer(response.body);
          }
          return result;
        },
      // Before anything else looks at the answer.
      { step: 'deserialize', priority: 'low', name: 'limitAnswers' },
    ),
};
