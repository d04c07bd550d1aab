import { JobProgress } from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { LogLine } from '../JobEventStore';
import { JobRow, LOG_LEVELS } from '../jobRows';

const ROWS_PER_STATEMENT = 100;

export async function appendJobEvents(
  tx: Knex.Transaction,
  jobId: string,
  news: { lines: readonly LogLine[]; progress?: JobProgress },
  maximumLines: number,
): Promise<void> {
  if (news.lines.length > 0) {
    await appendLines(tx, jobId, news.lines, maximumLines);
  }
  if (news.progress) {
    const body = JSON.stringify(news.progress);
    await tx('jobs').where({ id: jobId }).update({ progress: body });
    // Only the latest figures matter; a run of a day would leave a hundred thousand rows otherwise.
    await tx('job_events').where({ job_id: jobId, type: 'progress' }).delete();
    await tx('job_events').insert({
      job_id: jobId,
      created_at: new Date(),
      type: 'progress',
      body,
    });
  }
}

async function appendLines(
  tx: Knex.Transaction,
  jobId: string,
  lines: readonly LogLine[],
  maximumLines: number,
): Promise<void> {
  const job = await tx<JobRow>('jobs').where({ id: jobId }).first('log_lines');
  const before = job?.log_lines ?? 0;
  const kept = lines.slice(0, Math.max(0, maximumLines - before));
  const rows = kept.map(line => ({
    job_id: jobId,
    created_at: line.at,
    type: 'log',
    level: LOG_LEVELS.indexOf(line.level),
    message: line.message,
    body: line.details === undefined ? null : JSON.stringify(line.details),
  }));
  if (before <= maximumLines && kept.length < lines.length) {
    rows.push({
      job_id: jobId,
      created_at: new Date(),
      type: 'log',
      level: LOG_LEVELS.indexOf('warn'),
      message: `The log is cut here after ${maximumLines} lines; the log file in the data folder has all of them`,
      body: null,
    });
  }
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await tx('job_events').insert(
      rows.slice(start, start + ROWS_PER_STATEMENT),
    );
  }
  if (before <= maximumLines) {
    await tx('jobs')
      .where({ id: jobId })
      .update({ log_lines: before + rows.length });
  }
}
