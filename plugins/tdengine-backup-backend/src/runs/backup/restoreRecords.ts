import { JobStateStore } from '../../database/JobStateStore';
import { JobRun } from '../../jobs/JobHandler';
import { BackupPlace } from './BackupPlace';
import { UnitRecord } from './UnitRecord';

/**
 * The units that earlier attempts finished and whose files are all there. Everything else that lies in their place is
 * removed.
 */
export async function restoreRecords(
  run: JobRun,
  place: BackupPlace,
  state: JobStateStore,
): Promise<Map<string, UnitRecord>> {
  const records = (await state.listUnits(run.job.id)) as Map<
    string,
    UnitRecord
  >;
  const present = await place.tidy(
    [...records.values()].flatMap(record => record.files),
    run,
  );
  const incomplete = [...records]
    .filter(([, record]) => record.files.some(file => !present.has(file.path)))
    .map(([id]) => id);
  if (incomplete.length > 0) {
    await state.forgetUnits(run.lease, incomplete);
    run.reporter.log(
      'warn',
      `Files of ${incomplete.length} units are missing; they are read again`,
    );
    for (const id of incomplete) {
      records.delete(id);
    }
    await place.tidy(
      [...records.values()].flatMap(record => record.files),
      run,
    );
  }
  if (records.size > 0) {
    run.reporter.log(
      'info',
      `${records.size} units were read by an earlier attempt and are not read again`,
    );
  }
  return records;
}
