import { hash } from 'node:crypto';
import { NumbersByName } from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';
import { ChildTableRequest, readChildTables } from '../catalog/readChildTables';
import { TableListEntry } from './TableListEntry';
import { tableListLine } from './tableListFormat';

/**
 * A child table in short: of its digest as many bits as a number holds exactly, so that chance hides one difference in
 * 10^14.
 *
 * @internal
 */
export function tableDigest(entry: TableListEntry): number {
  const text = JSON.stringify(tableListLine(entry));
  return hash('sha1', text, 'buffer').readUIntBE(0, 6);
}

/**
 * What a server has of each child table, in short.
 *
 * @internal
 */
export async function readTableDigests(
  client: TDengineClient,
  request: ChildTableRequest,
  options: {
    /** What of a table counts; all of it by default. */
    digest?: (entry: TableListEntry) => number;
    signal: AbortSignal;
  },
): Promise<NumbersByName> {
  const { digest = tableDigest } = options;
  const digests = NumbersByName.create();
  for await (const entries of readChildTables(client, request, options)) {
    entries.forEach(entry => digests.set(entry.name, digest(entry)));
  }
  return digests;
}
