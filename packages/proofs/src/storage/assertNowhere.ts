import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Canaries } from './Canaries';

/** Searches every file below folders: databases, logs, headers and parts of backups. */
export async function assertNowhere(
  canaries: Canaries,
  folders: readonly string[],
): Promise<void> {
  let files = 0;
  for (const folder of folders) {
    const entries = await readdir(folder, {
      recursive: true,
      withFileTypes: true,
    });
    for (const entry of entries.filter(each => each.isFile())) {
      const file = path.join(entry.parentPath, entry.name);
      const found = canaries.findIn(await readFile(file));
      assert.deepEqual({ file, found }, { file, found: [] });
      files++;
    }
  }
  assert.ok(files > 10, `Only ${files} files were searched`);
}
