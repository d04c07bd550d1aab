import {
  countsRawSize,
  encodeCounts,
  Part,
  TableCounts,
} from 'backstage-plugin-tdengine-backup-node';

/**
 * The rows per table of one unit, as a part.
 *
 * @internal
 */
export function countsPart(unitId: string, counts: TableCounts): Part {
  return {
    path: `${unitId}.counts.jsonl.gz`,
    kind: 'counts',
    content: encodeCounts(counts),
    summary: () => ({ rows: 0, rawBytes: countsRawSize(counts) }),
  };
}
