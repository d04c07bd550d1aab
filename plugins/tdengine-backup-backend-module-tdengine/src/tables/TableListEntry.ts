import { Value } from 'tdengine-client';

/**
 * A child table as a table list holds it.
 *
 * @internal
 */
export interface TableListEntry {
  name: string;
  /** In the order of the super table's tags. */
  tags: Value[];
  /** Days. */
  ttl?: number;
  /** As it was typed, escapes included. */
  comment?: string;
}
