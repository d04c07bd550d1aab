import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeDatabase } from './__testUtils__/FakeServer';
import { runEngine } from './__testUtils__/runEngine';
import { runEngineUntil } from './__testUtils__/runEngineUntil';

jest.setTimeout(120_000);

/** Plain files of a portal's targets and of its temporary folder. */
async function filesOf(directory: string): Promise<string[]> {
  const folders = ['data/backups', 'data/temp', 'second/backups'];
  const files = await Promise.all(
    folders.map(async folder => {
      const entries = await fs
        .readdir(join(directory, folder), {
          recursive: true,
          withFileTypes: true,
        })
        .catch(() => []);
      return entries
        .filter(entry => entry.isFile())
        .map(({ name }) => `${folder} ${name.replace(/-[0-9a-f]{8}\./, '.')}`);
    }),
  );
  return files.flat().sort();
}

/** A portal that is killed while it takes in what another one made. */
describe('a backend that is killed during an upload', () => {
  const directories: string[] = [];

  async function newDirectory(): Promise<string> {
    const directory = await fs.mkdtemp(join(tmpdir(), 'upload-crash-'));
    directories.push(directory);
    await fs.writeFile(
      join(directory, 'plant.json'),
      JSON.stringify({ power: fakeDatabase(1, 2, 5) }),
    );
    return directory;
  }

  async function withArchive(): Promise<string> {
    const elsewhere = await newDirectory();
    const { copies } = await runEngine(elsewhere, 'backup:zip');
    const directory = await newDirectory();
    await fs.copyFile(
      join(elsewhere, 'data', String(copies[0].location)),
      join(directory, 'upload.zip'),
    );
    return directory;
  }

  afterEach(async () => {
    for (const directory of directories.splice(0)) {
      await fs.rm(directory, { recursive: true, force: true });
    }
  });

  it('leaves no archive behind without its metadata.json, and takes it in when it comes again', async () => {
    const directory = await withArchive();
    await runEngineUntil(directory, 'upload.before-publish', 'upload');
    const cut = await filesOf(directory);
    expect(cut).toContainEqual(
      expect.stringMatching(/^data\/backups .*\.zip$/),
    );
    expect(cut).not.toContainEqual(expect.stringContaining('metadata.json'));

    expect((await runEngine(directory, 'tidy')).backups).toEqual([]);
    expect(await filesOf(directory)).toEqual([]);

    const again = await runEngine(directory, 'upload');
    expect(again.backups).toMatchObject([
      { state: 'available', origin: 'uploaded', verification: 'verified' },
    ]);
    expect(await filesOf(directory)).toHaveLength(4);
  });

  it('removes what it wrote on one target, and leaves a backup alone that is complete on another', async () => {
    const directory = await withArchive();
    await runEngineUntil(directory, 'upload.before-publish:2', 'upload');
    await runEngine(directory, 'tidy');
    expect(await filesOf(directory)).toEqual([
      expect.stringMatching(/^data\/backups .*\.metadata\.json$/),
      expect.stringMatching(/^data\/backups .*\.zip$/),
    ]);

    const found = await runEngine(directory, 'rescan:default');
    expect(found.backups).toMatchObject([
      { state: 'available', origin: 'found' },
    ]);
  });

  it('does not lose a backup that it did not record yet', async () => {
    const directory = await withArchive();
    await runEngineUntil(directory, 'upload.before-record', 'upload');
    await runEngine(directory, 'tidy');
    expect(await filesOf(directory)).toHaveLength(4);
    await runEngine(directory, 'rescan:default');
    const { backups, copies } = await runEngine(directory, 'rescan:second');
    expect(backups).toMatchObject([{ state: 'available', origin: 'found' }]);
    expect(copies).toMatchObject([
      { target: 'default', state: 'present' },
      { target: 'second', state: 'present' },
    ]);
  });
});
