import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallFolder {
  path: string;
  unmount(): void;
}

/** Whether this process may mount a file system, which takes root. */
export function canMountSmallFolder(): boolean {
  try {
    mountSmallFolder(1).unmount();
    return true;
  } catch {
    return false;
  }
}

/** Mounts a file system of its own with little room. Throws where this process may not. */
export function mountSmallFolder(mebibytes: number): SmallFolder {
  const path = mkdtempSync(join(tmpdir(), 'storage-servers-small-'));
  try {
    execFileSync(
      'mount',
      ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=0777`, 'tmpfs', path],
      { stdio: 'ignore' },
    );
  } catch (error) {
    rmdirSync(path);
    throw error;
  }
  return {
    path,
    unmount() {
      // Lazily: a server that is about to end may still have a file open.
      execFileSync('umount', ['-l', path], { stdio: 'ignore' });
      rmdirSync(path);
    },
  };
}
