import { CustomErrorBase } from '@backstage/errors';

/**
 * Why a key does not do: it is not configured; the configured one is another than the set was encrypted with; it only
 * encrypts, since its private half is not configured; it opens the set, but is public, so that anybody can have made that; or
 * there is none to encrypt with.
 *
 * @public
 */
export type EncryptionKeyProblem =
  | 'missing'
  | 'wrong'
  | 'writeOnly'
  | 'public'
  | 'none';

/**
 * An encrypted backup set cannot be read, or a set not be encrypted, with the keys at hand. The message names the key by
 * its id and says what to do; nothing of the set was read.
 *
 * @public
 */
export class EncryptionKeyError extends CustomErrorBase {
  name = 'EncryptionKeyError' as const;
  readonly problem: EncryptionKeyProblem;

  constructor(problem: EncryptionKeyProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}
