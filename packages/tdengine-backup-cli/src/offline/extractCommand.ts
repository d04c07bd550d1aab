import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  ExportOptions,
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
  const folder = resolve(context.io.cwd, options.out);
  const progress = output.progress(`Extracting ${manifest.name}`);
  const written: Array<{ path: string; size: number }> = [];
  let done = 0;
  for await (const { path, content } of files) {
    progress.update({
      fraction: done / Math.max(1, names.size),
      current: path,
    });
    const file = join(folder, path);
    written.push({
      path: file,
      size: await writeFile(file, content, { ...options, signal }),
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

/** The file is there whole or not at all. */
async function writeFile(
  path: string,
  content: AsyncIterable<Uint8Array>,
  options: { force?: boolean; signal: AbortSignal },
): Promise<number> {
  if (!options.force && existsSync(path)) {
    throw CliError.refused(
      `'${path}' is there already: choose another folder with --out, or replace it with --force`,
    );
  }
  const unfinished = `${path}.partial`;
  await mkdir(dirname(path), { recursive: true });
  const stream = createWriteStream(unfinished, { flags: 'w', mode: 0o600 });
  try {
    await pipeline(content, stream, { signal: options.signal });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return stream.bytesWritten;
}
