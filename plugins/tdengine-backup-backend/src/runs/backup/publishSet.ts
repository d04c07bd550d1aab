import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import {
  BackupManifest,
  BackupSetReader,
  DecipheringSetReader,
  FolderSetReader,
  metadataPath,
  PartCodec,
  publishArchive,
  publishFolder,
  PublishedSet,
  SetCipher,
  storedManifest,
  summarizeProblems,
} from 'backstage-plugin-tdengine-backup-node';
import { JobRun } from '../../jobs/JobHandler';
import { faultPoint } from '../faultPoints';
import { verifySet } from '../verification/verifySet';
import { BackupPlace } from './BackupPlace';

/** How a finished set is to be made public. */
export interface Publication {
  place: BackupPlace;
  manifest: BackupManifest;
  /** Of the files, where they are enciphered. */
  cipher: SetCipher | undefined;
  codec: PartCodec;
  /** Whether everything is read back before. */
  verify: boolean;
  parallelism: number;
  /** Called when all that is left is the manifest: the last moment to find out that somebody else has the job. */
  beforeCommit: (report: VerificationReport | undefined) => Promise<void>;
  /** Called after that, with the SHA-256 of the manifest. */
  announce: (metadataSha256: string) => Promise<void>;
}

/**
 * Packs what was staged, where it is to be packed, reads it back from where it will stay, and publishes the manifest
 * last.
 */
export async function publishSet(
  run: JobRun,
  publication: Publication,
): Promise<PublishedSet> {
  const { place, manifest } = publication;
  const { target, location } = place;
  try {
    return await publish(run, publication);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ConflictError') {
      throw error;
    }
    // Only a worker that lost this very job can have put another manifest there, and it counts no more.
    run.reporter.log(
      'warn',
      `A manifest of a lost attempt at backup '${manifest.name}' is replaced`,
    );
    await target.delete(metadataPath(location.prefix, location.packaging), run);
    return publish(run, publication);
  }
}

async function publish(
  run: JobRun,
  publication: Publication,
): Promise<PublishedSet> {
  const { place, manifest, cipher, beforeCommit, announce } = publication;
  const { target, location, partsPrefix } = place;
  const { signal, progress, attempt, temporaryDirectory } = run;
  const parts = FolderSetReader.create({
    target,
    prefix: partsPrefix,
    manifest: storedManifest(manifest),
  });
  if (location.packaging === 'folder') {
    const set = cipher
      ? DecipheringSetReader.create({ stored: parts, manifest, cipher })
      : parts;
    await beforeCommit(await readBack(run, publication, set));
    return publishFolder({
      target,
      prefix: location.prefix,
      manifest,
      cipher,
      announce,
      signal,
    });
  }
  progress.enter('pack');
  run.reporter.log(
    'info',
    `Packing ${manifest.files.length} files on target '${target.name}'`,
  );
  return publishArchive({
    reader: parts,
    manifest,
    cipher,
    packaging: location.packaging,
    target,
    prefix: location.prefix,
    attempt,
    announce,
    signal,
    onProgress: ({ bytes, bytesDone }) =>
      progress.setFraction(bytes === 0 ? 1 : bytesDone / bytes),
    beforeCommit: async open => {
      faultPoint('backup.after-pack');
      const archive = await open({ temporaryDirectory });
      try {
        await beforeCommit(await readBack(run, publication, archive));
      } finally {
        await archive.close();
      }
    },
  });
}

/** Throws when anything of it is not as it was written. */
async function readBack(
  run: JobRun,
  publication: Publication,
  set: BackupSetReader,
): Promise<VerificationReport | undefined> {
  const { codec, parallelism, place } = publication;
  const where = `target '${place.target.name}'`;
  if (!publication.verify) {
    return undefined;
  }
  run.progress.enter('verify');
  run.reporter.log('info', `Reading everything back from ${where}`);
  const report = await verifySet(run, set, {
    codec,
    parallelism,
    where,
  });
  if (!report.ok) {
    throw new Error(
      summarizeProblems('What was stored is not what was read', report),
    );
  }
  run.reporter.log(
    'info',
    `All ${report.checkedFiles} files on ${where} are as they were written, with ${report.checkedRows} rows`,
  );
  return report;
}
