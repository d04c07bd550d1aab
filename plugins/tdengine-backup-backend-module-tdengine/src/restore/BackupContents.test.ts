import { ManifestTable } from 'backstage-plugin-tdengine-backup-node';
import { memorySet } from '../__testUtils__/memorySet';
import { BackupContents } from './BackupContents';

// Other work on the machine must not make it fail.
jest.setTimeout(60_000);

describe('the contents of a backup', () => {
  it('are found without a look at all others, however many there are', async () => {
    const count = 50_000;
    const names = Array.from({ length: count }, (_, index) => `t${index}`);
    const { set } = memorySet(
      Object.fromEntries(
        names.map(name => [`power/${name}/rows.tdb`, Buffer.alloc(0)]),
      ),
    );
    const tables = names.map(
      (stable): ManifestTable => ({
        database: 'power',
        stable,
        kind: 'normalTable',
        tableCount: 1,
        recordCount: 0,
        sourceCount: { before: 0, after: 0 },
        fileName: '',
        files: [`power/${stable}/rows.tdb`],
      }),
    );
    const contents = await BackupContents.open(
      { ...set, manifest: { ...set.manifest, databases: [], tables } },
      { signal: new AbortController().signal },
    );
    const begun = process.cpuUsage();
    const found = names.map(
      name => contents.filesOf('power', name).rows[0].path,
    );
    expect(process.cpuUsage(begun).user).toBeLessThan(2e6);
    expect(found).toEqual(names.map(name => `power/${name}/rows.tdb`));
    expect(contents.tableOf('other', 't1')).toBeUndefined();
  });
});
