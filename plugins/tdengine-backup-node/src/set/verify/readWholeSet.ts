import { ServiceUnavailableError } from '@backstage/errors';
import { PartCodec } from '../../source/PartCodec';
import { BackupSetReader } from '../BackupSetReader';
import { summarizeProblems } from './summarizeProblems';
import { VerificationReport } from './VerificationReport';
import {
  checksumBackupSet,
  VerificationProgress,
  verifyBackupSet,
} from './verifyBackupSet';

/**
 * How {@link readWholeSet} reads.
 *
 * @public
 */
export interface ReadWholeSetOptions {
  /** Of the manifest's data format; without one only sizes and digests are compared. */
  codec?: PartCodec;
  parallelism: number;
  /** Where the set lies, for messages: "target 'nas'". */
  where: string;
  signal: AbortSignal;
  /** Called after each file; `fraction` is 0–1. */
  onProgress?: (progress: { fraction: number; current: string }) => void;
}

/**
 * Reads a set whole, tells how far it is, and returns what was found. Throws a ServiceUnavailableError when storage did not
 * give the files up: that is no answer to the question whether they are in order.
 *
 * @public
 */
export async function readWholeSet(
  reader: BackupSetReader,
  options: ReadWholeSetOptions,
): Promise<VerificationReport> {
  const { codec, parallelism, signal, onProgress } = options;
  const total = reader.manifest.files.reduce((sum, file) => sum + file.size, 0);
  let bytes = 0;
  function onFile(file: VerificationProgress): void {
    bytes += file.bytes;
    onProgress?.({
      fraction: total === 0 ? 1 : bytes / total,
      current: file.path,
    });
  }
  const common = { reader, signal, parallelism, onFile };
  const report = codec
    ? await verifyBackupSet({ ...common, codec })
    : await checksumBackupSet(common);
  if (
    !report.ok &&
    report.problems.every(({ problem }) => problem === 'unreadable')
  ) {
    throw new ServiceUnavailableError(
      summarizeProblems(`The files on ${options.where} cannot be read`, report),
    );
  }
  return report;
}
