import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallFolder {
  path: string;
  unmount(): void;
}

/** A file system of its own with little room, or undefined where this process may not mount one. */
export function mountSmallFolder(mebibytes: number): SmallFolder | undefined {
  const path = mkdtempSync(join(tmpdir(), 'storage-servers-small-'));
  try {
    execFileSync(
      'mount',
      ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=0777`, 'tmpfs', path],
      { stdio: 'ignore' },
    );
  } catch {
    rmdirSync(path);
    return undefined;
  }
  return {
    path,
    unmount() {
      execFileSync('umount', ['-l', path], { stdio: 'ignore' });
      rmdirSync(path);
    },
  };
}
