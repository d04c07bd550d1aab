import { JobStateStore } from '../../database/JobStateStore';
import { JobRun } from '../../jobs/JobHandler';
import { BackupPlaces } from './BackupPlaces';
import { UnitRecord } from './UnitRecord';

/**
 * The units that earlier attempts finished and whose files are all there. Everything else that lies in their places is
 * removed. A place that lacks files that another one has is left out: its copy is made out of a good one later.
 */
export async function restoreRecords(
  run: JobRun,
  places: BackupPlaces,
  state: JobStateStore,
): Promise<Map<string, UnitRecord>> {
  const records = (await state.listUnits(run.job.id)) as Map<
    string,
    UnitRecord
  >;
  const incomplete = await tidyAll(run, places, records);
  if (incomplete.length > 0) {
    await state.forgetUnits(run.lease, incomplete);
    run.reporter.log(
      'warn',
      `Files of ${incomplete.length} units are missing; they are read again`,
    );
    for (const id of incomplete) {
      records.delete(id);
    }
    await tidyAll(run, places, records);
  }
  if (records.size > 0) {
    run.reporter.log(
      'info',
      `${records.size} units were read by an earlier attempt and are not read again`,
    );
  }
  return records;
}

/** Ids of the units of which files are missing in every place that stays. */
async function tidyAll(
  run: JobRun,
  places: BackupPlaces,
  records: ReadonlyMap<string, UnitRecord>,
): Promise<string[]> {
  const files = [...records.values()].flatMap(record => record.files);
  const present = await places.each(place => place.tidy(files, run));
  const missing = [...present].map(([place, paths]) => ({
    place,
    units: [...records]
      .filter(([, record]) => record.files.some(file => !paths.has(file.path)))
      .map(([id]) => id),
  }));
  const fewest = missing.reduce((best, other) =>
    other.units.length < best.units.length ? other : best,
  );
  const accepted = new Set(fewest.units);
  for (const { place, units } of missing) {
    const lost = units.filter(id => !accepted.has(id));
    if (lost.length > 0) {
      places.fail(
        place,
        new Error(
          `Files of ${lost.length} units that were read by an earlier attempt are not there`,
        ),
      );
    }
  }
  return fewest.units;
}
