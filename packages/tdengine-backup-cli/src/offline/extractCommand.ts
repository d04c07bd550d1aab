import { join, resolve } from 'node:path';
import { isError } from '@backstage/errors';
import {
  ExportOptions,
  LocalFolderTarget,
  putObject,
  VerifyingSetReader,
} from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { ExitCode, exitCodes } from '../cli/exitCodes';
import { formatBytes } from '../output/formatting';
import { renderTable } from '../output/renderTable';
import { openChosenSet } from './chooseSet';
import { openPlace } from './openPlace';
import { KeyOptions, readKeys } from './readKeys';
import { selectTables } from './selectTables';
import { sourceOf } from './sources';

/** What is extracted, and where to. */
export interface ExtractOptions extends KeyOptions {
  backup?: string;
  format: 'csv' | 'parquet';
  tables?: string[];
  out: string;
  /** Replaces files that are there. */
  force?: boolean;
}

/** Writes the rows of a backup as files that other tools read, one a table. */
export async function extractCommand(
  context: CliContext,
  placeName: string,
  options: ExtractOptions,
): Promise<ExitCode> {
  const { output, signal } = context;
  const keys = await readKeys(context, options);
  const place = await openPlace(context, placeName, { ...options, keys });
  const set = await openChosenSet(context, place, options.backup);
  const { manifest } = set;
  const wanted = selectTables(manifest, options);
  const names = new Set(
    wanted.map(({ database, stable }) => JSON.stringify([database, stable])),
  );
  const total = wanted.reduce((sum, table) => sum + table.recordCount, 0);
  const source = sourceOf(context, manifest);
  const exportOptions: ExportOptions = {
    signal,
    select: (...table) => names.has(JSON.stringify(table)),
  };
  const reader = VerifyingSetReader.create(set);
  const files =
    options.format === 'parquet'
      ? source.exportParquet(reader, exportOptions)
      : source.exportCsv(reader, exportOptions);
  const folder = LocalFolderTarget.create({
    name: options.out,
    path: resolve(context.io.cwd, options.out),
  });
  const progress = output.progress(`Extracting ${manifest.name}`);
  const written: Array<{ path: string; size: number }> = [];
  let done = 0;
  for await (const { path, content } of files) {
    progress.update({
      fraction: done / Math.max(1, names.size),
      current: path,
    });
    written.push({
      path: join(folder.location, path),
      size: await writeFile(folder, path, content, { ...options, signal }),
    });
    done++;
  }
  output.result(
    { files: written, rows: total },
    () =>
      `${renderTable(written, [
        { title: 'FILE', value: ({ path }) => path },
        {
          title: 'SIZE',
          value: ({ size }) => formatBytes(size),
          align: 'right',
        },
      ])}\n${total} rows in ${written.length} files`,
  );
  return exitCodes.done;
}

/** The file is there whole or not at all, and no link that lies in the folder is followed. */
async function writeFile(
  folder: LocalFolderTarget,
  path: string,
  content: AsyncIterable<Uint8Array>,
  { force, signal }: { force?: boolean; signal: AbortSignal },
): Promise<number> {
  if (!force && (await folder.stat(path, { signal }))) {
    throw isThere(join(folder.location, path));
  }
  try {
    const options = { signal, ifAbsent: !force };
    const { size } = await putObject(folder, path, content, options);
    return size;
  } catch (error) {
    throw isError(error) && error.name === 'ConflictError'
      ? isThere(join(folder.location, path))
      : error;
  }
}

function isThere(path: string): CliError {
  return CliError.refused(
    `'${path}' is there already: choose another folder with --out, or replace it with --force`,
  );
}
