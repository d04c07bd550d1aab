import { JobProgress } from 'backstage-plugin-tdengine-backup-common';
import { FakeTdengineBackupApi } from '../src/__testUtils__/FakeTdengineBackupApi';
import { sampleProgress } from '../src/__testUtils__/sampleJobs';

const STEP_MS = 1_000;

/** Lets the running backup of the samples move on, so that the live card can be seen at work. */
export function runSampleJob(api: FakeTdengineBackupApi): void {
  let id = 100;
  let percent = sampleProgress.percent ?? 0;

  const timer = setInterval(() => {
    percent = Math.min(percent + 0.7, 99);
    const part = percent / 100;
    const progress: JobProgress = {
      ...sampleProgress,
      percent,
      rowsDone: Math.round(sampleProgress.rowsTotal * part),
      tablesDone: Math.round(sampleProgress.tablesTotal * part),
      bytesDone: Math.round(sampleProgress.bytesTotal * part),
      remainingMs: Math.round((100 - percent) * 1_400),
    };
    id += 1;
    const at = new Date().toISOString();
    api.emit('job-1', { id, at, type: 'progress', progress });
    if (id % 4 === 0) {
      id += 1;
      api.emit('job-1', {
        id,
        at,
        type: 'log',
        level: 'info',
        message: `power.meters: ${progress.rowsDone.toLocaleString(
          'en',
        )} rows written`,
      });
    }
    if (percent >= 99) {
      clearInterval(timer);
    }
  }, STEP_MS);
}
