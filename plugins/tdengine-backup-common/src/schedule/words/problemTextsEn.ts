import type { ProblemTexts } from './ProblemTexts';

/**
 * Problems in English.
 * @internal
 */
export const problemTextsEn: ProblemTexts = {
  'not-an-object': () => 'the schedule is not an object',
  missing: ({ path }) => `${path} is missing`,
  'unknown-key': ({ path }) => `${path} is not known here`,
  'not-text': ({ path, value }) => `${path} is not a text: ${value}`,
  kind: ({ value }) => `the kind '${value}' is neither cron nor interval`,
  'time-zone': ({ value }) =>
    `the time zone '${value}' is not known; write an IANA name such as Europe/Berlin or UTC`,
  'cron-field-count': ({ value }) =>
    `the cron '${value}' has neither 5 fields (minute, hour, day of month, month, day of week) nor 6 (a second before them)`,
  'cron-nickname': ({ value, expected }) =>
    `'${value}' is not supported; write ${
      expected ? `'${expected}'` : 'a cron of 5 or 6 fields'
    }`,
  'cron-year': ({ value }) =>
    `a seventh field, the year ('${value}'), is not supported; leave it out`,
  'cron-syntax': ({ field, value, expected }) =>
    `the ${field} field '${value}' is not understood at '${expected}'`,
  'cron-range': ({ field, value, expected }) =>
    `the ${field} field '${value}' is outside ${expected}`,
  'cron-backwards': ({ field, value, expected }) =>
    `the ${field} field '${value}' has a range that runs backwards (${expected}); write it as two`,
  'cron-step': ({ field, value, expected }) =>
    `the ${field} field '${value}' has a step outside ${expected}`,
  'cron-question-mark': ({ field, value }) =>
    `the ${field} field '${value}' has a ?, which stands only by itself for the day of month or the day of week`,
  'cron-alone': ({ field, value, expected }) =>
    `the ${field} field '${value}' has ${expected} in a list, where it has to stand by itself`,
  'cron-too-often': ({ field, value }) =>
    `the ${field} field '${value}' runs more than once a minute; write one number`,
  'cron-never': ({ value }) =>
    `the cron '${value}' never runs: no month has such a day`,
  hours: ({ value, expected }) =>
    `hours is ${value}, not a whole number of ${expected}`,
  anchor: ({ value }) =>
    `the anchor '${value}' is not an instant such as 2026-01-31T02:00:00Z`,
  jitter: ({ value, expected }) =>
    `jitterSeconds is ${value}, not a whole number of ${expected}`,
  blackout: ({ path }) =>
    `${path} is not hours to keep clear of, as { from: '08:00', to: '18:00' }`,
  'blackout-time': ({ path, value }) =>
    `${path} '${value}' is not a time from 00:00 to 23:59`,
  'blackout-empty': ({ path, value }) => `${path} begins and ends at ${value}`,
  'blackout-whole-day': () =>
    'the hours to keep clear of leave no hour of a day',
};
