import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

const FOLDERS = [
  // Where `.ci/run` puts what no package of the system has.
  // eslint-disable-next-line no-restricted-syntax -- this package is for tests, and never built
  resolve(__dirname, '../../../.tools/bin'),
  join(homedir(), 'go/bin'),
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/lib/openssh',
];

/** Looks for a program on PATH and where servers are kept off it. */
export function findProgram(name: string): string | undefined {
  const path = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...path, ...FOLDERS]
    .map(folder => join(folder, name))
    .find(candidate => {
      try {
        accessSync(candidate, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
