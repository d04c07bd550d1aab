import {
  BackupSession,
  BackupSetWriter,
  compareCounts,
  contentSizeOf,
  CountDifference,
  CountsSum,
  ManifestFile,
  TableCounts,
  Unit,
} from 'backstage-plugin-tdengine-backup-node';
import { faultPoint } from '../faultPoints';
import { SizeBudget } from './SizeBudget';
import { UnitRecord } from './UnitRecord';

/** What reading units needs besides the unit. */
export interface UnitReading {
  session: BackupSession;
  writer: BackupSetWriter;
  budget: SizeBudget;
  /** Told of every part that is stored. */
  onPart: (file: ManifestFile) => void;
}

/** The rows that were read are not those at the source. */
export class CountMismatchError extends Error {
  readonly differences: readonly CountDifference[];

  constructor(unit: Unit, differences: readonly CountDifference[]) {
    super(describe(unit, differences));
    this.name = 'CountMismatchError';
    this.differences = differences;
  }
}

/**
 * Reads one unit from its start, stores its parts, and proves by the counts before and after that nothing is missing.
 * When anything fails, nothing of it stays.
 */
export async function readUnit(
  reading: UnitReading,
  unit: Unit,
  signal: AbortSignal,
): Promise<UnitRecord> {
  const { session } = reading;
  const files: ManifestFile[] = [];
  try {
    const before = await session.measure(unit, { signal });
    const counts = await storeParts(reading, unit, signal, files);
    const after = before && (await session.measure(unit, { signal }));
    if (before && after) {
      await assertCounts(unit, before, counts, after);
    }
    const own = files.filter(file => file.kind === unit.kind);
    return {
      files,
      result: {
        unit,
        rows: own.reduce((sum, file) => sum + file.rows, 0),
        tables: counts.perTable?.size ?? 0,
        ...(before &&
          after && {
            measured: { before: total(before), after: total(after) },
          }),
        paths: files.map(file => file.path),
      },
    };
  } catch (error) {
    await discard(reading, files, signal);
    throw error;
  }
}

interface FileCounts {
  rows: number;
  /** Absent where a part does not say whose its rows are. */
  perTable?: TableCounts;
}

async function storeParts(
  reading: UnitReading,
  unit: Unit,
  signal: AbortSignal,
  files: ManifestFile[],
): Promise<FileCounts> {
  const { session, writer, budget, onPart } = reading;
  let rows = 0;
  const perTable = CountsSum.create();
  let isKnown = true;
  for await (const part of session.read(unit, { signal })) {
    const used = { bytes: 0 };
    try {
      const file = await writer.writePart(
        {
          path: part.path,
          kind: part.kind,
          content: meter(part.content, budget, used),
          summary: () => part.summary(),
        },
        unit,
        { signal },
      );
      files.push(file);
      onPart(file);
      faultPoint('backup.after-part');
    } catch (error) {
      budget.giveBack(used.bytes);
      throw error;
    }
    if (part.kind === 'rows') {
      const summary = part.summary();
      rows += summary.rows;
      if (summary.tables) {
        perTable.add(summary.tables);
      } else {
        isKnown = false;
      }
    }
  }
  return { rows, ...(isKnown && { perTable: perTable.counts }) };
}

/** The same content; stops where the budget ends. */
async function* meter(
  content: AsyncIterable<Uint8Array>,
  budget: SizeBudget,
  used: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    used.bytes += chunk.byteLength;
    budget.take(chunk.byteLength);
    yield chunk;
  }
}

async function assertCounts(
  unit: Unit,
  before: TableCounts,
  file: FileCounts,
  after: TableCounts,
): Promise<void> {
  const label = unit.table ?? unit.label;
  const { ok, differences } = file.perTable
    ? await compareCounts(before, file.perTable, after)
    : await compareCounts(
        new Map([[label, total(before)]]),
        new Map([[label, file.rows]]),
        new Map([[label, total(after)]]),
      );
  if (!ok) {
    throw new CountMismatchError(unit, differences);
  }
}

/** A cancelled run has its files removed as a whole; its signal would stop this, too. */
async function discard(
  { writer, budget }: UnitReading,
  files: readonly ManifestFile[],
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) {
    return;
  }
  await writer.discard(
    files.map(file => file.path),
    { signal },
  );
  budget.giveBack(files.reduce((sum, file) => sum + contentSizeOf(file), 0));
}

function total(counts: TableCounts): number {
  let sum = 0;
  for (const rows of counts.values()) {
    sum += rows;
  }
  return sum;
}

const TABLES_NAMED = 10;

function describe(unit: Unit, differences: readonly CountDifference[]): string {
  const database = unit.database === undefined ? '' : `${unit.database}.`;
  const named = differences
    .slice(0, TABLES_NAMED)
    .map(
      ({ table, before, file, after }) =>
        `${database}${table} has ${file} rows in the file, where the source had ${before} before and ${after} after`,
    );
  const more = differences.length - named.length;
  return `${unit.label} was not read as it is: ${named.join('; ')}${
    more > 0 ? `; and ${more} more tables` : ''
  }`;
}
