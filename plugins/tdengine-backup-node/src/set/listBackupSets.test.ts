import { StorageTarget } from '../target';
import { useTestFolder } from './__testUtils__';
import { ListedBackupSet, listBackupSets } from './listBackupSets';

describe('listBackupSets', () => {
  const folder = useTestFolder();
  const { signal } = new AbortController();

  const put = async (keys: string[]) => {
    for (const key of keys) {
      const upload = await folder.target.upload(key, { signal });
      await upload.write(Buffer.from('x'));
      await upload.complete();
    }
  };
  const list = async () => {
    const found: ListedBackupSet[] = [];
    for await (const set of listBackupSets(folder.target, { signal })) {
      found.push(set);
    }
    const place = ({ prefix, packaging }: ListedBackupSet) =>
      `${prefix} ${packaging}`;
    return found.sort((a, b) => (place(a) < place(b) ? -1 : 1));
  };

  it('finds folders and archives that are published, and nothing else', async () => {
    await put([
      'backups/20260102/folder-7d0c1a52/metadata.json',
      'backups/20260102/folder-7d0c1a52/db/t/rows-a1.tdb',
      'backups/20260102/folder-7d0c1a52/db/metadata.json',
      'backups/20260103/zip-7d0c1a53.metadata.json',
      'backups/20260103/zip-7d0c1a53.zip',
      'backups/20260104/unpublished-7d0c1a54/db/t/rows-a1.tdb',
      'temp/run/metadata.json',
      'backups/20260105/turned\u202e-7d0c1a55/metadata.json',
      'backups/20260105/turned\u202e-7d0c1a55.metadata.json',
    ]);
    expect(await list()).toEqual([
      {
        prefix: 'backups/20260102/folder-7d0c1a52',
        packaging: 'folder',
        contested: false,
        metadataBytes: 1,
      },
      {
        prefix: 'backups/20260103/zip-7d0c1a53',
        packaging: 'archive',
        contested: false,
        metadataBytes: 1,
      },
    ]);
  });

  it('tells two sets under one prefix apart', async () => {
    const prefix = 'backups/20260103/zip-7d0c1a53';
    await put([
      `${prefix}.metadata.json`,
      'backups/20260103/zip-7d0c1a53-2.metadata.json',
      `${prefix}/metadata.json`,
    ]);
    expect(await list()).toEqual([
      { prefix, packaging: 'archive', contested: true, metadataBytes: 1 },
      { prefix, packaging: 'folder', contested: true, metadataBytes: 1 },
      {
        prefix: `${prefix}-2`,
        packaging: 'archive',
        contested: false,
        metadataBytes: 1,
      },
    ]);
  });

  it('does not take all memory for what a server lists without an end', async () => {
    let listed = 0;
    const target: Partial<StorageTarget> = {
      async *list() {
        for (; listed < 2_000_000; listed++) {
          const key = `backups/20260103/x-${listed}/metadata.json`;
          yield { key, size: 1, modifiedAt: new Date() };
        }
      },
    };
    const sets = listBackupSets(target as StorageTarget, { signal });
    await expect(sets.next()).rejects.toThrow('more than 500000 backups');
    expect(listed).toBeLessThan(500_010);
  });

  it('takes the endings of an archive for no set, which would be removed with it', async () => {
    await put([
      'backups/20260103/zip-7d0c1a53.metadata.json',
      'backups/20260103/zip-7d0c1a53.a1.metadata.json',
      'backups/20260103/zip-7d0c1a53.a1/metadata.json',
    ]);
    expect(await list()).toMatchObject([
      {
        prefix: 'backups/20260103/zip-7d0c1a53',
        contested: false,
        metadataBytes: 1,
      },
    ]);
  });
});
