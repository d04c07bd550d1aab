import { nextRuns, parseSchedule, previousRun } from '../index';

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Shanghai',
];
const CRONS = [
  '30 2 * * *',
  '0 * * * *',
  '0 0 * * *',
  '0 0 L * ?',
  '0 3 ? * MON#1',
];
const AFTER = [
  '2026-03-07',
  '2026-03-28',
  '2026-04-04',
  '2026-09-05',
  '2026-10-24',
];
const blackout = [{ from: '23:00', to: '00:30' }];

// What the library answers in a process of its own, whose time zone is that of its environment.
const answers = ZONES.flatMap(timeZone =>
  CRONS.flatMap(cron =>
    AFTER.map(day => {
      const schedule = parseSchedule({
        kind: 'cron',
        cron,
        timeZone,
        blackout,
      });
      const after = new Date(`${day}T12:00:00Z`);
      return [previousRun(schedule, after), ...nextRuns(schedule, after, 30)];
    }),
  ),
);
process.stdout.write(
  JSON.stringify({ offset: new Date(0).getTimezoneOffset(), answers }),
);
