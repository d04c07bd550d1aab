import { BackupManifest } from 'backstage-plugin-tdengine-backup-node';

/**
 * What each database takes of the stored bytes, by the sizes of the files of its tables. The sum is all of the bytes:
 * what belongs to no table - definitions, the manifest, the frame of an archive - is shared out alike.
 */
export function shareBytes(
  {
    databases,
    tables,
    files,
  }: Pick<BackupManifest, 'databases' | 'tables' | 'files'>,
  storedBytes: number,
): Map<string, number> {
  const sizes = new Map(files.map(({ path, size }) => [path, size]));
  const weights = new Map(databases.map(database => [database, 0]));
  for (const table of tables) {
    const bytes = table.files.reduce(
      (sum, path) => sum + (sizes.get(path) ?? 0),
      0,
    );
    weights.set(table.database, (weights.get(table.database) ?? 0) + bytes);
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const shares = new Map<string, number>();
  let seen = 0;
  let given = 0;
  for (const [database, weight] of weights) {
    // Rounding the running total and not each share, so that nothing is lost.
    seen += total > 0 ? weight / total : 1 / weights.size;
    const upTo = Math.min(storedBytes, Math.round(seen * storedBytes));
    shares.set(database, upTo - given);
    given = upTo;
  }
  return shares;
}
