let passed = 0;

/**
 * A named place in a run. Tests that prove what survives a crash set `TDENGINE_BACKUP_FAULT` to one of the names, or to
 * `<name>:<n>` for the n-th time it is passed, and the process is killed there as by a power cut. Otherwise nothing
 * happens.
 */
export function faultPoint(name: string): void {
  const wanted = process.env.TDENGINE_BACKUP_FAULT;
  if (!wanted) {
    return;
  }
  const [wantedName, nth] = wanted.split(':');
  if (wantedName !== name) {
    return;
  }
  passed++;
  if (passed >= Number(nth ?? 1)) {
    process.kill(process.pid, 'SIGKILL');
  }
}
