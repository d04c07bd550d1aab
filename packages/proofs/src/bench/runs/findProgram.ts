import { access, constants } from 'node:fs/promises';
import path from 'node:path';

/** The path of a program, where it is on PATH. */
export async function findProgram(name: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const candidate = path.join(folder, name);
    const there = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there) {
      return candidate;
    }
  }
  return undefined;
}
