import { useTestFolder } from './__testUtils__';
import { listBackupSets } from './listBackupSets';

describe('listBackupSets', () => {
  const folder = useTestFolder();
  const { signal } = new AbortController();

  it('finds folders and archives that are published, and nothing else', async () => {
    const { target } = folder;
    for (const key of [
      'backups/20260102/folder-7d0c1a52/metadata.json',
      'backups/20260102/folder-7d0c1a52/db/t/rows-a1.tdb',
      'backups/20260102/folder-7d0c1a52/db/metadata.json',
      'backups/20260103/zip-7d0c1a53.metadata.json',
      'backups/20260103/zip-7d0c1a53.zip',
      'backups/20260104/unpublished-7d0c1a54/db/t/rows-a1.tdb',
      'temp/run/metadata.json',
    ]) {
      const upload = await target.upload(key, { signal });
      await upload.write(Buffer.from('x'));
      await upload.complete();
    }
    const found: string[] = [];
    for await (const { prefix } of listBackupSets(target, { signal })) {
      found.push(prefix);
    }
    expect(found.sort()).toEqual([
      'backups/20260102/folder-7d0c1a52',
      'backups/20260103/zip-7d0c1a53',
    ]);
  });
});
