import { CustomErrorBase } from '@backstage/errors';

/**
 * A server, or something before it, answered what cannot be the answer to what was asked: other bytes, no end, a listing
 * that goes in a circle. Asked again it would answer the same. The message says what.
 *
 * @public
 */
export class UnusableAnswerError extends CustomErrorBase {
  name = 'UnusableAnswerError' as const;
}
