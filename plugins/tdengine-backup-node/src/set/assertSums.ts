import { EncryptedSetHeader } from './encryption/EncryptedSetHeader';
import { DamagedBackupError } from './errors';
import { ArchiveDescription, PublishedMetadata } from './PublishedMetadata';

/** With room for the bytes of `metadata.json` itself. */
const MOST = Number.MAX_SAFE_INTEGER - 2 ** 32;

/**
 * Throws a DamagedBackupError where what a manifest counts adds up to more than an exact number. Each by itself is one, and so
 * has to be every sum that somebody makes of them: no record holds another.
 *
 * @internal
 */
export function assertSums(
  { files, tables, archive }: PublishedMetadata,
  from: string,
): void {
  assertStored(sumOf(files, 'size', from), archive, from);
  sumOf(files, 'rawSize', from);
  sumOf(files, 'rows', from);
  sumOf(tables, 'recordCount', from);
  sumOf(tables, 'tableCount', from);
}

/**
 * Throws a DamagedBackupError where the totals of a manifest are not the sums of what it lists: they are what is shown and recorded
 * of a set that nobody has read yet. A header of an encrypted set has none.
 *
 * @internal
 */
export function assertTotals(
  { files, tables, totals }: PublishedMetadata,
  from: string,
): void {
  const sums: typeof totals = {
    rows: sumOf(
      files.filter(({ kind }) => kind === 'rows'),
      'rows',
      from,
    ),
    tables: sumOf(tables, 'tableCount', from),
    rawSize: sumOf(files, 'rawSize', from),
    size: sumOf(files, 'size', from),
  };
  for (const field of ['rows', 'tables', 'rawSize', 'size'] as const) {
    if (totals[field] !== sums[field]) {
      throw new DamagedBackupError(
        `'${from}' is not a backup manifest: totals.${field} is ${
          totals[field]
        } where its ${field === 'tables' ? 'tables' : 'files'} add up to ${
          sums[field]
        }`,
      );
    }
  }
}

/**
 * What {@link assertSums} does, for what a header of an encrypted set counts.
 *
 * @internal
 */
export function assertHeaderSums(
  { manifest, files, archive }: EncryptedSetHeader,
  from: string,
): void {
  assertStored(sumOf([manifest, ...files], 'size', from), archive, from);
}

/** With `metadata.json` itself and the archive, whatever of it counts. */
function assertStored(
  size: number,
  archive: ArchiveDescription | undefined,
  from: string,
): void {
  if (size + (archive?.size ?? 0) > MOST) {
    throw tooMuch('size', from);
  }
}

function sumOf<F extends string>(
  items: ReadonlyArray<Record<F, number>>,
  field: F,
  from: string,
): number {
  let sum = 0;
  for (const item of items) {
    sum += item[field];
    if (sum > MOST) {
      throw tooMuch(field, from);
    }
  }
  return sum;
}

function tooMuch(field: string, from: string): DamagedBackupError {
  return new DamagedBackupError(
    `'${from}' says more than can be true: its ${field} add up to more than ${MOST}`,
  );
}
