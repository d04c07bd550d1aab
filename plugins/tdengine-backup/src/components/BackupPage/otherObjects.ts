import { BackupContents } from 'backstage-plugin-tdengine-backup-common';

/** Something that is no table. */
export interface OtherObject {
  /** Absent for what belongs to the server. */
  database?: string;
  /** In the words of its source. */
  kind: string;
  name: string;
  byHand: boolean;
}

/** Reads what a source noted of objects beside tables; whatever else it noted is none of ours. */
export function otherObjects(
  facts: BackupContents['facts'],
  database?: string,
): OtherObject[] {
  const databases = Object.entries(record(facts?.databases)).filter(
    ([name]) => database === undefined || name === database,
  );
  return [
    ...databases.flatMap(([name, noted]) =>
      listOf(record(noted).objects).map(object => ({
        database: name,
        ...object,
      })),
    ),
    ...(database === undefined ? listOf(facts?.objects) : []),
  ];
}

function listOf(value: unknown): OtherObject[] {
  return (Array.isArray(value) ? value : [])
    .map(record)
    .filter(
      ({ kind, name }) => typeof kind === 'string' && typeof name === 'string',
    )
    .map(({ kind, name, byHand }) => ({
      kind: String(kind),
      name: String(name),
      byHand: byHand === true,
    }));
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {};
}
