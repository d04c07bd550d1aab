import { ObjectLockedError } from 'backstage-plugin-tdengine-backup-node';
import { nextDeletionAt } from './nextDeletionAt';

const NOW = new Date('2026-01-31T08:00:00Z');
const at = (time: string) => new Date(time);

describe('nextDeletionAt', () => {
  it.each([
    ['an hour later', new Error('down'), at('2026-01-31T09:00:00Z')],
    [
      'when the lock ends',
      new ObjectLockedError('WORM', { until: at('2030-01-01T00:00:00Z') }),
      at('2030-01-01T00:00:00Z'),
    ],
    [
      'a day later where the lock has no end that is known',
      new ObjectLockedError('legal hold'),
      at('2026-02-01T08:00:00Z'),
    ],
    [
      'an hour later where the lock ended by our clock',
      new ObjectLockedError('WORM', { until: at('2026-01-31T07:59:59Z') }),
      at('2026-01-31T09:00:00Z'),
    ],
  ])('is %s', (_, error, expected) => {
    expect(nextDeletionAt(error, NOW)).toEqual(expected);
  });
});
