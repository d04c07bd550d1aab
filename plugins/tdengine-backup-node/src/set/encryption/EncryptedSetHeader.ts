import { z } from 'zod/v3';
import { archiveSchema, count, digest, instant, text } from '../manifestSchema';
import { isKeyId } from './isKeyId';

/** The instance of https://c2sp.org/chunked-encryption (v1) by which everything is enciphered. */
export const CONSTRUCTION = 'cobblestone-256';

/** Bounded in the regular expression, too: it is asked first, and has no room for the groups of some MB. */
const base64 = () =>
  z
    .string()
    .regex(
      /^(?:[A-Za-z0-9+/]{4}){0,4096}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
      {
        message: 'has to be base64',
      },
    )
    .max(16_384);

const storedFileSchema = z.object({
  path: text().describe('Where it is stored in this set.'),
  size: count().describe('Stored bytes.'),
  sha256: digest().describe('Of the stored bytes.'),
});

const wrappedKeySchema = z.object({
  keyId: z
    .string()
    .refine(isKeyId, 'is no id of a key')
    .describe('The id of the key around the data key.'),
  type: z.enum(['secret', 'passphrase', 'age']),
  wrapped: base64().describe('The data key, enciphered.'),
  scrypt: z
    .object({
      salt: base64(),
      logN: z.number().int().nonnegative(),
      r: z.number().int().positive(),
      p: z.number().int().positive(),
    })
    .optional()
    .describe('How the key comes from a passphrase.'),
});

/**
 * The shape of the `metadata.json` of an encrypted set.
 *
 * @internal
 */
export const encryptedSetHeaderSchema = z.object({
  formatVersion: z.literal(1),
  backupId: z.string().regex(/^[A-Za-z0-9._-]{1,200}$/, 'is no id of a backup'),
  backupTime: instant().describe('When the backup began.'),
  packaging: z.enum(['folder', 'zip', 'tar.gz']),
  encryption: z.object({
    construction: z.literal(CONSTRUCTION),
    keys: z.array(wrappedKeySchema).min(1).max(32),
  }),
  manifest: storedFileSchema.describe('The enciphered manifest.'),
  files: z
    .array(storedFileSchema)
    .describe('All other files, so that they can be checked without a key.'),
  archive: archiveSchema
    .optional()
    .describe('The packed set this header lies beside.'),
  manifestDigest: digest().describe(
    "SHA-256 of this file's bytes with these digits replaced by zeros.",
  ),
});

/**
 * What can be read of an encrypted set without a key: no name of anything that was backed up.
 *
 * @internal
 */
export type EncryptedSetHeader = z.infer<typeof encryptedSetHeaderSchema>;

/**
 * What a header says before its bytes are made, from which comes the digest that is its last field.
 *
 * @internal
 */
export type HeaderFields = Omit<EncryptedSetHeader, 'manifestDigest'>;
