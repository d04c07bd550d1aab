import { JsonValue } from '@backstage/types';
import { StoredPolicy } from '../database/policyRows';
import { SourceRegistry } from '../runs/SourceRegistry';

/**
 * The ids of policies whose scope takes one of the databases: by its name, by a pattern or as one of all. Only the source
 * knows its scopes; of one that is not installed any more none is found.
 */
export function findCovering(
  policies: ReadonlyArray<Pick<StoredPolicy, 'id' | 'sourceType' | 'scope'>>,
  databases: readonly string[],
  sources: Pick<SourceRegistry, 'find'>,
): string[] {
  return policies
    .filter(({ sourceType, scope }) => {
      const coverage = sources
        .find(sourceType)
        ?.coverage(scope as JsonValue, databases);
      return coverage !== undefined && coverage.size > 0;
    })
    .map(({ id }) => id);
}
