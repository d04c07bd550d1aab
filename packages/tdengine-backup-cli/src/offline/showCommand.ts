import { CliContext } from '../cli/CliContext';
import { ExitCode, exitCodes } from '../cli/exitCodes';
import { formatBytes, formatCount, formatTime } from '../output/formatting';
import { oneLine } from '../output/printable';
import { renderFields, renderTable } from '../output/renderTable';
import { openChosenSet } from './chooseSet';
import { openPlace } from './openPlace';
import { KeyOptions, readKeys } from './readKeys';
import { summarizeManifest } from './summarizeSet';

/** Says what one backup holds. */
export async function showCommand(
  context: CliContext,
  placeName: string,
  options: KeyOptions & { backup?: string },
): Promise<ExitCode> {
  const keys = await readKeys(context, options);
  const place = await openPlace(context, placeName, { ...options, keys });
  const { manifest } = await openChosenSet(context, place, options.backup);
  const summary = summarizeManifest(manifest);
  const { totals, source, window, compression } = manifest;
  const value = {
    ...summary,
    source,
    window,
    compression,
    rawSize: totals.rawSize,
    files: manifest.files.length,
    limitations: manifest.limitations,
    contents: manifest.tables.map(table => ({
      database: table.database,
      table: table.stable,
      kind: table.kind,
      tables: table.tableCount,
      rows: table.recordCount,
      files: table.files.length,
    })),
  };
  context.output.result(value, () =>
    [
      renderFields([
        ['Backup', manifest.name],
        ['ID', manifest.backupId],
        ['Begun', `${formatTime(manifest.backupTime)} UTC`],
        [
          'Rows read',
          `${formatTime(window.start)} to ${formatTime(window.end)} UTC`,
        ],
        ['Source', `${source.instance} (${source.type} ${source.version})`],
        [
          'Stored as',
          `${manifest.dataFormat}, ${manifest.packaging}, ${compression.algorithm}`,
        ],
        [
          'Encrypted',
          summary.encrypted
            ? `with key ${summary.keyIds?.join(', ') ?? ''}`
            : undefined,
        ],
        [
          'Size',
          `${formatBytes(totals.size)} in ${formatCount(
            manifest.files.length,
          )} files, ${formatBytes(totals.rawSize)} before compression`,
        ],
        [
          'Contents',
          `${formatCount(totals.tables)} tables, ${formatCount(
            totals.rows,
          )} rows`,
        ],
      ]),
      '',
      renderTable(value.contents, [
        { title: 'DATABASE', value: item => item.database },
        { title: 'TABLE', value: item => item.table },
        { title: 'KIND', value: item => item.kind },
        {
          title: 'TABLES',
          value: item => formatCount(item.tables),
          align: 'right',
        },
        {
          title: 'ROWS',
          value: item => formatCount(item.rows),
          align: 'right',
        },
        {
          title: 'FILES',
          value: item => formatCount(item.files),
          align: 'right',
        },
      ]),
      ...(manifest.limitations.length > 0
        ? [
            '',
            'Not in the backup:',
            ...manifest.limitations.map(text => oneLine(`- ${text}`)),
          ]
        : []),
    ].join('\n'),
  );
  return exitCodes.done;
}
