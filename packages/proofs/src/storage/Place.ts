import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { JsonObject } from '@backstage/types';

/** A place that backups are kept at, which can be taken away. */
export interface Place {
  /** Of `storage.targets`, named like its type. */
  entry: JsonObject & { name: string };
  /** Where its server keeps what it is given. */
  folder: string;
  /** Nobody reaches it any more; in the middle of whatever is going on. */
  takeAway(): Promise<void>;
  bringBack(): Promise<void>;
  close(): Promise<void>;
}

/** Where a text stands in what a place keeps: in names and in bytes. */
export async function findIn(place: Place, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(place.folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    const file = path.join(entry.parentPath, entry.name);
    if (
      file.slice(place.folder.length).includes(text) ||
      (entry.isFile() && (await contentOf(file)).includes(text))
    ) {
      found.push(file);
    }
  }
  return found;
}

/** Nothing of what is gone by now: a target is looked at while it is worked on. */
async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return Buffer.alloc(0);
    }
    throw error;
  }
}
