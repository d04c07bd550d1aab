import { execFileSync } from 'node:child_process';
import { mkdtempSync, promises as fs, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Nobody is above the modes of files but root, which takes a mount instead. */
const isRoot = process.getuid?.() === 0;

/** Whether this process can take the right to write away from itself: as any user but root, and as root that may mount. */
export function canLockFolders(): boolean {
  if (!isRoot) {
    return true;
  }
  const folder = mkdtempSync(join(tmpdir(), 'lock-folder-'));
  try {
    mountReadOnly(folder);
    unmount(folder);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}

/** Takes the right to write from a folder and all in it. Returns what gives it back. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  if (isRoot) {
    mountReadOnly(folder);
    return async () => unmount(folder);
  }
  await changeModes(folder, mode => mode & 0o555);
  return () => changeModes(folder, mode => mode | 0o200);
}

function mountReadOnly(folder: string): void {
  execFileSync('mount', ['--bind', folder, folder], { stdio: 'ignore' });
  execFileSync('mount', ['-o', 'remount,bind,ro', folder], { stdio: 'ignore' });
}

function unmount(folder: string): void {
  execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
}

async function changeModes(
  folder: string,
  change: (mode: number) => number,
): Promise<void> {
  const inside = await fs.readdir(folder, { recursive: true });
  for (const name of ['', ...inside]) {
    const path = join(folder, name);
    await fs.chmod(path, change((await fs.stat(path)).mode & 0o777));
  }
}
