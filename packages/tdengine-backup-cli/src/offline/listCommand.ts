import { CliContext } from '../cli/CliContext';
import { ExitCode, exitCodes } from '../cli/exitCodes';
import { formatBytes, formatCount, formatTime } from '../output/formatting';
import { renderTable } from '../output/renderTable';
import { openPlace } from './openPlace';
import { KeyOptions, readKeys } from './readKeys';
import { byNewest } from './setTimes';
import { SetSummary, summarizeSet } from './summarizeSet';

/** Lists the backups of a place, the newest first. */
export async function listCommand(
  context: CliContext,
  placeName: string,
  options: KeyOptions,
): Promise<ExitCode> {
  const keys = await readKeys(context, options);
  const place = await openPlace(context, placeName, { ...options, keys });
  const found: SetSummary[] = [];
  for await (const set of place.sets()) {
    found.push(await summarizeSet(context, set, { stored: true }));
  }
  found.sort(byNewest);
  context.output.result({ backups: found }, () =>
    renderTable(
      found.filter(({ error }) => error === undefined),
      [
        { title: 'ID', value: ({ id }) => id },
        { title: 'NAME', value: nameOf },
        { title: 'TIME (UTC)', value: ({ time }) => formatTime(time) },
        {
          title: 'DATABASES',
          value: ({ databases }) => databases?.join(', '),
        },
        {
          title: 'TABLES',
          value: ({ tables }) => count(tables),
          align: 'right',
        },
        { title: 'ROWS', value: ({ rows }) => count(rows), align: 'right' },
        {
          title: 'SIZE',
          value: ({ size }) => (size === undefined ? '' : formatBytes(size)),
          align: 'right',
        },
        {
          title: 'AS',
          value: ({ packaging, format }) =>
            [format, packaging].filter(Boolean).join(', '),
        },
      ],
    ),
  );
  const unreadable = found.filter(({ error }) => error !== undefined);
  for (const { location, error } of unreadable) {
    context.output.warn(`'${location}' cannot be read: ${error}`);
  }
  return unreadable.length > 0 ? exitCodes.partial : exitCodes.done;
}

function nameOf({ name, encrypted, keyIds }: SetSummary): string {
  const note = encrypted ? `encrypted, key ${keyIds?.join(', ')}` : undefined;
  return [name, note && `(${note})`].filter(Boolean).join(' ');
}

function count(value: number | undefined): string {
  return value === undefined ? '' : formatCount(value);
}
