import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { LocalFolderTarget } from '../../target';

/** A folder for each test, with a target in it. */
export interface TestFolder {
  target: LocalFolderTarget;
  /** Of the target. */
  path: string;
  temporaryDirectory: string;
  /** Keys of everything in the target, hidden files included. */
  files(): Promise<string[]>;
}

/** Registers the hooks that make and remove it. */
export function useTestFolder(): TestFolder {
  const folder = {
    files: async () => {
      const entries = await fs.readdir(folder.path, {
        withFileTypes: true,
        recursive: true,
      });
      return entries
        .filter(entry => entry.isFile())
        .map(entry => relative(folder.path, join(entry.parentPath, entry.name)))
        .sort();
    },
  } as TestFolder;
  let root: string;

  beforeEach(async () => {
    root = await fs.mkdtemp(join(tmpdir(), 'backup-set-'));
    folder.path = join(root, 'target');
    folder.temporaryDirectory = join(root, 'temporary');
    await fs.mkdir(folder.path);
    await fs.mkdir(folder.temporaryDirectory);
    folder.target = LocalFolderTarget.create({
      name: 'disk',
      path: folder.path,
    });
  });

  afterEach(async () => {
    await fs.rm(root, { recursive: true, force: true });
  });

  return folder;
}
