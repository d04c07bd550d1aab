import { Duration } from 'luxon';
import { MessageTexts } from './MessageTexts';

export const EN_TEXTS: MessageTexts = {
  quote: name => `'${name}'`,
  number: value => value.toLocaleString('en-US'),
  duration: milliseconds => {
    const { hours, minutes, seconds } = Duration.fromMillis(milliseconds)
      .shiftTo('hours', 'minutes', 'seconds')
      .toObject();
    return [
      hours ? `${hours} h` : '',
      minutes ? `${minutes} min` : '',
      hours ? '' : `${Number((seconds ?? 0).toFixed(minutes ? 0 : 1))} s`,
    ]
      .filter(Boolean)
      .join(' ');
  },
  policy: {
    succeeded: policy => `Backup policy ${policy} ran`,
    failed: policy => `Backup policy ${policy} fails`,
    'partially-failed': policy =>
      `A copy of the backup by policy ${policy} failed`,
    recovered: policy => `Backup policy ${policy} works again`,
    missed: (policy, count) =>
      count === 1
        ? `Backup policy ${policy} missed a run`
        : `Backup policy ${policy} missed ${count} runs`,
  },
  backup: {
    succeeded: backup => `Backup ${backup} is complete`,
    failed: backup => `Backup ${backup} failed`,
    'partially-failed': backup =>
      `Backup ${backup} is good, but a copy of it failed`,
    cancelled: backup => `Backup ${backup} was cancelled`,
  },
  restore: {
    succeeded: (backup, instance) =>
      `Backup ${backup} is restored into ${instance}`,
    failed: (backup, instance) =>
      `The restore of backup ${backup} into ${instance} failed`,
    'partially-failed': (backup, instance) =>
      `Backup ${backup} is restored into ${instance} in part`,
    cancelled: (backup, instance) =>
      `The restore of backup ${backup} into ${instance} was cancelled`,
  },
  alertMessage: ({ message }) => message,
  alert: {
    opened: message => `Alert: ${message}`,
    closed: message => `Over: ${message}`,
  },
  summary: {
    done: ({ rows, tables, size }) =>
      `${rows} rows of ${tables} tables${size ? `, ${size}` : ''}`,
    doneWithoutFigures: 'It is complete',
    recovered: since => `A run succeeded, after failures since ${since}`,
    missed: ({ count, first, isOne, isMadeUp }) =>
      `${
        isOne
          ? `Nothing ran at ${first}`
          : `Nothing ran at ${count} planned times, the first of them ${first}`
      }; ${
        isMadeUp
          ? 'a run makes up for it now'
          : 'it is too late to make up for it'
      }`,
    cancelled: 'What it had begun is cleaned up',
    unknownError: 'The reason is not known',
    closed: 'This is in order again',
  },
  verification: {
    verified: 'read back and compared',
    unverified: 'not verified',
  },
  facts: {
    policy: 'Policy',
    instance: 'Instance',
    scope: 'Content',
    backup: 'Backup',
    targets: 'Storage targets',
    rows: 'Rows',
    tables: 'Tables',
    size: 'Size',
    duration: 'Duration',
    plannedAt: 'Planned for',
    failedAt: 'Failed at',
    finishedAt: 'Finished at',
    failingSince: 'Failing since',
    verification: 'Verification',
    error: 'Error',
  },
  fact: (label, value) => `${label}: ${value}`,
  open: 'Open in the portal',
  footer: {
    policy:
      'Who is told, and of what, is set in the policy. A failure that goes on is not told again; its end is.',
    backup: 'This is the end of a backup that was begun by hand.',
    restore: 'This is the end of a restore.',
    alert: 'An alert is told once, and once more when it is over.',
    digest:
      'There were more messages in a minute than are sent one by one, so they are put together.',
  },
  digest: {
    title: (total, counts) => `${total} messages about backups: ${counts}`,
    count: (outcome, count) => `${count} ${outcome.replace('-', ' ')}`,
    separator: ', ',
    more: count => `… and ${count} more, which the portal shows`,
  },
};
