import { InputError } from '@backstage/errors';
import { readBySchema } from 'backstage-plugin-tdengine-backup-node';
import { z } from 'zod/v3';
import { ObjectDefinitions } from './ObjectDefinition';

/**
 * @internal
 */
export const objectKindSchema = z.enum([
  'index',
  'tsma',
  'view',
  'topic',
  'stream',
  'function',
  'user',
  'grant',
]);

const objectsSchema = z.object({
  formatVersion: z.literal(1),
  database: z.string().optional(),
  objects: z.array(
    z.object({
      kind: objectKindSchema,
      name: z.string(),
      statement: z.string(),
      byHand: z.literal(true).optional(),
    }),
  ),
});

/**
 * Writes objects as JSON. The same objects give the same bytes.
 *
 * @internal
 */
export function serializeObjects(objects: ObjectDefinitions): string {
  return `${JSON.stringify(objects, undefined, 2)}\n`;
}

/**
 * The same in statements, for people.
 *
 * @internal
 */
export function objectsSql({ objects }: ObjectDefinitions): string {
  return objects
    .map(
      ({ statement, byHand }) =>
        `${
          byHand ? '-- to be completed and run by hand\n' : ''
        }${statement};\n`,
    )
    .join('');
}

/**
 * Reads what {@link serializeObjects} wrote.
 *
 * @throws InputError naming the file and what is wrong with it
 * @internal
 */
export function parseObjects(text: string, file: string): ObjectDefinitions {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(`'${file}' is not JSON`, error);
  }
  const version = (value as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === 'number' && version > 1) {
    throw new InputError(
      `'${file}' has format version ${version}, this software knows version 1: use a newer one`,
    );
  }
  const result = readBySchema(objectsSchema, value);
  if ('fault' in result) {
    throw new InputError(
      `'${file}' does not hold definitions: ${result.fault}`,
    );
  }
  return result.data;
}
