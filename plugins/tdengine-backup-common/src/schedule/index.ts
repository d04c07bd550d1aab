export {
  type BlackoutHours,
  type CronSchedule,
  type IntervalSchedule,
  type Schedule,
  type ScheduleBase,
  type ScheduleLanguage,
} from './Schedule';
export {
  type CronFieldName,
  type ScheduleProblem,
  type ScheduleProblemCode,
} from './ScheduleProblem';
export { checkSchedule, parseSchedule } from './checkSchedule';
export { describeSchedule } from './describeSchedule';
export { describeScheduleProblem } from './describeScheduleProblem';
export { jitteredStart } from './jitteredStart';
export {
  nextRun,
  nextRuns,
  plannedBetween,
  plannedKey,
  previousRun,
} from './runs';
