import { access, constants } from 'node:fs/promises';
import path from 'node:path';

/** Looks for a program in the given folders and on PATH. */
export async function findExecutable(name, folders = []) {
  const candidates = path.isAbsolute(name)
    ? [name]
    : [...folders, ...(process.env.PATH ?? '').split(path.delimiter)]
        .filter(Boolean)
        .map(folder => path.join(folder, name));
  for (const candidate of candidates) {
    try {
      await access(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not here; the next folder may have it.
    }
  }
  return undefined;
}
