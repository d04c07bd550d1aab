import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/**
 * An entity ref as the catalog writes it: complete and in lower case.
 */
export function normalizeEntityRef(field: string, ref: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    throw new InputError(
      `'${field}' must be a complete entity ref, such as group:default/data-team`,
    );
  }
}
