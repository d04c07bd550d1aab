import {
  BackupManifest,
  BackupSession,
  BackupSetWriter,
  contentSizeOf,
  describeError,
  ManifestFile,
  SetCipher,
} from 'backstage-plugin-tdengine-backup-node';
import { faultPoint } from '../faultPoints';
import { formatBytes } from '../formatBytes';
import { acknowledge } from './acknowledge';
import { BackupPlace } from './BackupPlace';
import { BackupRun, BackupTools } from './BackupRun';
import { buildManifest } from './buildManifest';
import { checkRoom } from './checkRoom';
import { findDisturbances } from './findDisturbances';
import { FinishedSet } from './findPublished';
import { MirroredTarget } from './MirroredTarget';
import { openRunCipher } from './openRunCipher';
import { openSession } from './openSession';
import { savePublication } from './publicationCheckpoint';
import { publishSet } from './publishSet';
import { readAllUnits } from './readAllUnits';
import { restoreRecords } from './restoreRecords';
import { SizeBudget } from './SizeBudget';
import { UnitRecord } from './UnitRecord';
import { saveVerification } from './verificationCheckpoint';

type Records = ReadonlyMap<string, UnitRecord>;

/**
 * Reads the source, stores what was read in all places at once, and publishes it in one after the other; what an earlier
 * attempt read is not read again. Returns what was published, at least in one place.
 */
export async function makeBackup(
  backupRun: BackupRun,
  tools: BackupTools,
): Promise<Map<BackupPlace, FinishedSet>> {
  const { run, places } = backupRun;
  run.progress.enter('plan');
  // First: a target that cannot be written to would refuse whatever else is done there, and say less of why.
  await places.each(({ target }) => target.probe(run));
  await places.each(place => place.removeUnpublished(run));
  const cipher = await openRunCipher(backupRun, tools);
  const recorded = await restoreRecords(run, places, tools.state);
  const session = await openSession(backupRun, tools);
  try {
    await check(backupRun, tools, session, recorded);
    faultPoint('backup.after-plan');
    const manifest = await read(backupRun, tools, session, recorded, cipher);
    const published = await publish(backupRun, tools, manifest, cipher);
    faultPoint('backup.before-acknowledge');
    await acknowledge(run, session, manifest.position);
    return published;
  } finally {
    await session.close().catch(error => {
      run.reporter.log(
        'warn',
        `The source could not be closed: ${describeError(error)}`,
      );
    });
  }
}

async function check(
  { run, backup, places }: BackupRun,
  { backups, jobs }: BackupTools,
  session: BackupSession,
  recorded: Records,
): Promise<void> {
  const { databases, estimate, serverVersion } = session;
  run.reporter.log(
    'info',
    `'${backup.instance}' runs version ${serverVersion}; to read: ${
      databases.length
    } databases, ${estimate.tables} tables, about ${
      estimate.rows
    } rows, ${formatBytes(estimate.bytes)}`,
  );
  await jobs.withLease(run.lease, tx =>
    backups.describeSource(
      backup.id,
      { databases, version: serverVersion },
      tx,
    ),
  );
  const done = sum(recorded, file => file.rawSize);
  await places.each(place =>
    checkRoom(place.target, {
      estimatedBytes: Math.max(0, estimate.bytes - done),
      packed: place.packed,
      signal: run.signal,
    }),
  );
}

async function read(
  { run, backup, places }: BackupRun,
  { restores, state, parallelism }: BackupTools,
  session: BackupSession,
  recorded: Records,
  cipher: SetCipher | undefined,
): Promise<BackupManifest> {
  run.progress.enter('data');
  const { results, files } = await readAllUnits(
    run,
    {
      session,
      writer: BackupSetWriter.create({
        target: MirroredTarget.create(places),
        prefix: places.all[0].partsPrefix,
        backupId: backup.id,
        attempt: run.attempt,
        cipher,
      }),
      budget: SizeBudget.create({
        limit: backup.sizeLimitBytes,
        used: sum(recorded, contentSizeOf),
      }),
    },
    { state, recorded, parallelism },
  );
  faultPoint('backup.after-data');

  run.progress.enter('manifest');
  const result = await session.finish(results);
  const limitations = [
    ...result.limitations,
    ...(await findDisturbances(restores, backup, session.databases)),
  ];
  const manifest = buildManifest(
    backup,
    session,
    { ...result, limitations },
    files,
  );
  // Late files of attempts that lost the job would make the set look altered.
  await places.each(place => place.tidy(files, run));
  faultPoint('backup.after-manifest');
  return manifest;
}

async function publish(
  backupRun: BackupRun,
  tools: BackupTools,
  manifest: BackupManifest,
  cipher: SetCipher | undefined,
): Promise<Map<BackupPlace, FinishedSet>> {
  const { places } = backupRun;
  const finished = new Map<BackupPlace, FinishedSet>();
  for (const place of places.living) {
    try {
      const published = await publishIn(
        place,
        backupRun,
        tools,
        manifest,
        cipher,
      );
      finished.set(place, { manifest, published });
      faultPoint('backup.after-publish-one');
    } catch (error) {
      places.fail(place, error);
    }
  }
  return finished;
}

async function publishIn(
  place: BackupPlace,
  { run, backup, source }: BackupRun,
  { state, parallelism }: BackupTools,
  manifest: BackupManifest,
  cipher: SetCipher | undefined,
): Promise<FinishedSet['published']> {
  const { name } = place.target;
  return publishSet(run, {
    place,
    manifest,
    cipher,
    codec: source.codec(backup.format),
    verify: backup.verifyRequested,
    parallelism,
    beforeCommit: async report => {
      faultPoint('backup.after-verify');
      run.progress.enter('publish');
      if (report) {
        await saveVerification(run, state, name, report);
      }
    },
    announce: async metadataSha256 => {
      // Whoever lost the job finds out here and publishes nothing.
      await savePublication(run, state, name, metadataSha256);
      faultPoint('backup.before-publish');
    },
  });
}

function sum(
  records: Records,
  measure: (file: ManifestFile) => number,
): number {
  let total = 0;
  for (const { files } of records.values()) {
    total += files.reduce((bytes, file) => bytes + measure(file), 0);
  }
  return total;
}
