import { compareVersions } from 'tdengine-client';
import { SelectedContents } from './selectContents';

/** When TDengine got what a table may need. */
const SINCE: ReadonlyArray<{ type: RegExp; name: string; version: string }> = [
  { type: /^DECIMAL/, name: 'DECIMAL', version: '3.3.6.0' },
  { type: /^BLOB/, name: 'BLOB', version: '3.3.7.0' },
];
const VIRTUAL_SINCE = '3.3.6.0';

/**
 * What of a backup a server is too old for, in words.
 *
 * @internal
 */
export function missingFeatures(
  { schema, superTables, normalTables, virtualTables }: SelectedContents,
  version: string,
): string[] {
  const tables = [
    ...schema.superTables.filter(({ name }) => superTables.has(name)),
    ...schema.normalTables.filter(({ name }) => normalTables.has(name)),
  ];
  const missing = SINCE.filter(
    feature => compareVersions(version, feature.version) < 0,
  );
  const found = missing.flatMap(feature =>
    tables.flatMap(({ name, columns }) =>
      columns
        .filter(({ type }) => feature.type.test(type))
        .map(
          column =>
            `Column '${column.name}' of '${schema.database}.${name}' is a ${feature.name}, which TDengine has since ${feature.version}; this server is ${version}`,
        ),
    ),
  );
  if (virtualTables.size > 0 && compareVersions(version, VIRTUAL_SINCE) < 0) {
    found.push(
      `Database '${schema.database}' has virtual tables, which TDengine has since ${VIRTUAL_SINCE}; this server is ${version}`,
    );
  }
  return found;
}
