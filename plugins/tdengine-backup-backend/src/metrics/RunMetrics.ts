import { LoggerService } from '@backstage/backend-plugin-api';
import {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
} from '@backstage/backend-plugin-api/alpha';
import { isFinalJobState } from 'backstage-plugin-tdengine-backup-common';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { BackupStore } from '../database/BackupStore';
import { JobStore } from '../database/JobStore';
import { RestoreStore } from '../database/RestoreStore';
import { StoredJob } from '../jobs/StoredJob';
import { MetricDefinition, METRICS } from './metricDefinitions';

export interface RunMetricsOptions {
  metrics: MetricsService;
  jobs: JobStore;
  backups: BackupStore;
  restores: RestoreStore;
  logger: LoggerService;
}

/** Counts what runs come to. Every process counts the runs that ended in it. */
export class RunMetrics {
  readonly #options: RunMetricsOptions;
  readonly #runs: MetricsServiceCounter;
  readonly #duration: MetricsServiceHistogram;
  readonly #rows: MetricsServiceCounter;
  readonly #bytes: MetricsServiceCounter;
  readonly #ratio: MetricsServiceHistogram;
  readonly #restoredRows: MetricsServiceCounter;

  static create(options: RunMetricsOptions): RunMetrics {
    return new RunMetrics(options);
  }

  private constructor(options: RunMetricsOptions) {
    const { metrics } = options;
    this.#options = options;
    this.#runs = createCounter(metrics, METRICS.runs);
    this.#duration = createHistogram(metrics, METRICS.runDuration);
    this.#rows = createCounter(metrics, METRICS.rows);
    this.#bytes = createCounter(metrics, METRICS.bytes);
    this.#ratio = createHistogram(metrics, METRICS.compressionRatio);
    this.#restoredRows = createCounter(metrics, METRICS.restoredRows);
  }

  /** A job left its worker, ended or not. Never rejects. */
  async jobLeft(jobId: string): Promise<void> {
    const { jobs, logger } = this.#options;
    try {
      const job = await jobs.get(jobId);
      // A rescan is of no server.
      if (isFinalJobState(job.state) && job.type !== 'rescan') {
        await this.#ended(job);
      }
    } catch (error) {
      logger.warn(
        `The end of job ${jobId} is not in the metrics: ${describeError(
          error,
        )}`,
      );
    }
  }

  async #ended(job: StoredJob): Promise<void> {
    const { backups, restores } = this.#options;
    const restore =
      job.type === 'restore' ? await restores.get(job.subjectId) : undefined;
    const backup = await backups.get(job.backupId);
    const server = restore?.instance ?? backup.instance;
    const labels = { kind: job.type, result: job.state, server };
    this.#runs.add(1, labels);
    if (job.startedAt && job.finishedAt) {
      const milliseconds =
        Date.parse(job.finishedAt) - Date.parse(job.startedAt);
      this.#duration.record(Math.max(milliseconds, 0) / 1_000, labels);
    }
    for (const { differing, fileRows } of restore?.checks ?? []) {
      this.#restoredRows.add(fileRows, {
        agreement: differing === 0 ? 'equal' : 'different',
        server,
      });
    }
    if (job.state !== 'succeeded' && job.state !== 'partially-failed') {
      return;
    }
    if (restore) {
      this.#rows.add(restore.rows ?? 0, { kind: job.type, server });
    } else if (job.type === 'backup') {
      const { rows = 0, rawBytes = 0, sizeBytes = 0 } = backup;
      this.#rows.add(rows, { kind: job.type, server });
      this.#bytes.add(rawBytes, { form: 'raw', server });
      this.#bytes.add(sizeBytes, { form: 'stored', server });
      if (backup.compressionRatio !== undefined) {
        this.#ratio.record(backup.compressionRatio, { server });
      }
    }
  }
}

export function createCounter(
  metrics: MetricsService,
  { name, unit, description }: MetricDefinition,
): MetricsServiceCounter {
  return metrics.createCounter(name, { unit, description });
}

function createHistogram(
  metrics: MetricsService,
  { name, unit, description, boundaries }: MetricDefinition,
): MetricsServiceHistogram {
  return metrics.createHistogram(name, {
    unit,
    description,
    advice: boundaries && { explicitBucketBoundaries: [...boundaries] },
  });
}
