import { InputError } from '@backstage/errors';
import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import {
  BackupManifest,
  BackupSetReader,
  summarizeProblems,
} from 'backstage-plugin-tdengine-backup-node';
import { ProgressTracker } from '../../jobs/ProgressTracker';
import { SourceRegistry } from '../SourceRegistry';
import { verifySet } from '../verification/verifySet';
import { assertStorable } from './assertStorable';

/** An archive in which everything is as its manifest says. */
export interface CheckedArchive {
  manifest: BackupManifest;
  report: VerificationReport;
}

/**
 * Reads an archive whole. Throws an InputError where anything in it is not as its manifest says, or that says what no record
 * can hold. Rows are decoded and counted where the source is installed that wrote them.
 */
export async function checkArchive(
  reader: BackupSetReader,
  options: {
    sources: SourceRegistry;
    parallelism: number;
    signal: AbortSignal;
  },
): Promise<CheckedArchive> {
  const { sources, parallelism, signal } = options;
  const { manifest } = reader;
  assertStorable(manifest);
  const codec = sources.find(manifest.source.type)?.codec(manifest.dataFormat);
  const report = await verifySet(
    { signal, progress: ProgressTracker.create({ phases: [] }) },
    reader,
    { codec, parallelism, where: 'this machine' },
  );
  if (!report.ok) {
    throw new InputError(
      summarizeProblems('The archive is not what it says', report),
    );
  }
  return { manifest, report };
}
