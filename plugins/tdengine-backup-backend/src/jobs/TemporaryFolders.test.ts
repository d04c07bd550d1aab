import { spawnSync } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { TemporaryFolders } from './TemporaryFolders';

describe('TemporaryFolders', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await fs.mkdtemp(join(tmpdir(), 'temporary-folders-'));
  });

  afterEach(async () => {
    await fs.rm(directory, { recursive: true, force: true });
  });

  it('removes at once what killed processes of this machine left of requests', async () => {
    const folders = TemporaryFolders.create({ directory });
    const own = basename((await folders.forRequest()).path);
    const ownProcess = `-${process.pid}-`;
    expect(own).toContain(ownProcess);
    const { pid: dead } = spawnSync(process.execPath, ['--version']);
    const named = (pid: number) => own.replace(ownProcess, `-${pid}-`);
    const living = named(process.ppid);
    const elsewhere = `request-00000000-${dead}-x.work`;
    // In a container the next process has the number of the last.
    const restarted = own.replace('.work', '0.work');
    for (const name of [named(dead), living, elsewhere, restarted]) {
      await fs.mkdir(join(directory, name));
    }
    const sweeper = TemporaryFolders.create({ directory });
    expect(await sweeper.sweep(async () => 'ended')).toBe(2);
    expect((await fs.readdir(directory)).sort()).toEqual(
      [own, living, elsewhere].sort(),
    );
  });

  it('removes what nobody can need any more, wherever it is from', async () => {
    const path = join(directory, 'request-00000000-1-x.work');
    await fs.mkdir(path);
    const old = new Date(Date.now() - 25 * 3_600_000);
    await fs.utimes(path, old, old);
    await fs.mkdir(join(directory, 'somebody-elses'));
    const folders = TemporaryFolders.create({ directory });
    expect(await folders.sweep(async () => 'ended')).toBe(1);
    expect(await fs.readdir(directory)).toEqual(['somebody-elses']);
  });

  it('leaves the folders of jobs that this portal does not know for a week', async () => {
    const names = ['young', 'old'].map(name => `${name}.work`);
    const long = new Date(Date.now() - 8 * 24 * 3_600_000);
    for (const name of names) {
      await fs.mkdir(join(directory, name));
    }
    await fs.utimes(join(directory, 'old.work'), long, long);
    const folders = TemporaryFolders.create({ directory });
    expect(await folders.sweep(async () => 'unknown')).toBe(1);
    expect(await fs.readdir(directory)).toEqual(['young.work']);
  });
});
