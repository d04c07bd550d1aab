import { generateBackupName, parseBackupName } from './backupName';

describe('names of backups', () => {
  it('are made of the instant in UTC, and a number when it was used', () => {
    const now = new Date('2026-01-31T23:05:09.123Z');
    expect(generateBackupName(now, 1)).toBe('backup_20260131_230509');
    expect(generateBackupName(now, 3)).toBe('backup_20260131_230509_3');
  });

  it.each([
    ['  Before the move ', 'Before the move'],
    ['备份 🚀 №1', '备份 🚀 №1'],
    ['E\u0301te\u0301', 'Été'],
    ['../../etc/passwd', '../../etc/passwd'],
  ])('take %j', (given, name) => {
    expect(parseBackupName(given)).toBe(name);
  });

  it.each(['', '   ', 'a\u0000b', 'a\nb', 'a\u202Eb', 'x'.repeat(121)])(
    'refuse %j',
    name => {
      expect(() => parseBackupName(name)).toThrow("'name' has to have");
    },
  );
});
