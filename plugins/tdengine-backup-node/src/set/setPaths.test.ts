import { describeUnsafePath } from '../target/objectKey';
import {
  archivePath,
  attemptPath,
  metadataPath,
  setPrefix,
  stagingPrefix,
} from './setPaths';

describe('setPrefix', () => {
  it('sorts sets by day and tells them apart by id', () => {
    expect(
      setPrefix({
        id: '7D0C1A52-5f7e-4c2b-9f0e-0d6c1b2a3f40',
        name: 'backup_20260102_030405',
        time: '2026-01-02T03:04:05Z',
      }),
    ).toBe('backups/20260102/backup_20260102_030405-7d0c1a52');
  });

  it('takes the date of UTC', () => {
    const time = '2026-01-02T00:30:00+08:00';
    expect(setPrefix({ id: 'a1', name: 'x', time })).toBe(
      'backups/20260101/x-a1',
    );
    expect(setPrefix({ id: 'a1', name: 'x', time: new Date(time) })).toBe(
      'backups/20260101/x-a1',
    );
  });

  it('never lets a name become a path', () => {
    const prefix = setPrefix({
      id: '../../x',
      name: '../../etc/passwd',
      time: new Date(0),
    });
    expect(prefix).toMatch(/^backups\/19700101\/_etc_passwd-[0-9a-f]{16}-x$/);
    expect(describeUnsafePath(prefix)).toBeUndefined();
  });

  it('refuses what it cannot use', () => {
    expect(() => setPrefix({ id: 'a', name: 'x', time: 'soon' })).toThrow(
      "The time of backup 'x' is not a date: soon",
    );
    expect(() => setPrefix({ id: '--', name: 'x', time: 0 as never })).toThrow(
      "The id of backup 'x' is empty",
    );
  });
});

describe('metadataPath', () => {
  it('is in a folder and beside an archive', () => {
    expect(metadataPath('backups/1/a', 'folder')).toBe(
      'backups/1/a/metadata.json',
    );
    expect(metadataPath('backups/1/a', 'zip')).toBe(
      'backups/1/a.metadata.json',
    );
    expect(metadataPath('backups/1/a', 'tar.gz')).toBe(
      'backups/1/a.metadata.json',
    );
  });
});

describe('archivePath', () => {
  it('has the ending people know', () => {
    expect(archivePath('backups/1/a', 'zip')).toBe('backups/1/a.zip');
    expect(archivePath('backups/1/a', 'tar.gz')).toBe('backups/1/a.tar.gz');
    expect(archivePath('backups/1/a', 'zip', '2')).toBe('backups/1/a.a2.zip');
  });
});

describe('attemptPath', () => {
  it.each([
    ['db/t/w0.tdb', '1', 'db/t/w0-a1.tdb'],
    ['db/t/w0.counts.jsonl.gz', '12', 'db/t/w0-a12.counts.jsonl.gz'],
    ['db.x/t/plain', '1', 'db.x/t/plain-a1'],
    ['w0.tdb', '2', 'w0-a2.tdb'],
  ])('puts %s, attempt %s, at %s', (path, attempt, expected) => {
    expect(attemptPath(path, attempt)).toBe(expected);
  });

  it('keeps an attempt of any form safe', () => {
    const path = attemptPath('a/b.tdb', '../x');
    expect(describeUnsafePath(path)).toBeUndefined();
    expect(path.split('/')).toHaveLength(2);
  });
});

describe('stagingPrefix', () => {
  it('is below temp', () => {
    expect(stagingPrefix('run-1')).toBe('temp/run-1');
  });
});
