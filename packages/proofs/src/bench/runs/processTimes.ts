import { readdir, readFile } from 'node:fs/promises';

/** Ticks of /proc are of this length on every Linux. */
const TICKS_PER_SECOND = 100;
const SERVER_NAMES = ['taosd', 'taosadapter'];

interface ProcessTimes {
  name: string;
  /** Of the process itself, in seconds. */
  own: number;
  /** Of its children that have ended, in seconds. */
  children: number;
}

/** Processor time of all servers on this machine, in seconds; `undefined` where there are none. */
export async function serverCpuSeconds(): Promise<number | undefined> {
  const entries = await readdir('/proc').catch(() => []);
  let seconds: number | undefined;
  for (const entry of entries.filter(name => /^\d+$/.test(name))) {
    const times = await readTimes(entry);
    if (times && SERVER_NAMES.includes(times.name)) {
      seconds = (seconds ?? 0) + times.own;
    }
  }
  return seconds;
}

/** Processor time of the programs that this process ran to their end, in seconds. */
export async function childCpuSeconds(): Promise<number> {
  return (await readTimes('self'))?.children ?? 0;
}

/** The most resident memory of a process so far, in MiB; 0 where it has ended. */
export async function readPeakMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(
    Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024,
  );
}

/** Fields as in proc_pid_stat(5). The name may hold spaces, so they are counted behind it. */
async function readTimes(pid: string): Promise<ProcessTimes | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const end = stat.lastIndexOf(')');
  if (end < 0) {
    return undefined;
  }
  const fields = stat.slice(end + 2).split(' ');
  const seconds = (index: number) => Number(fields[index]) / TICKS_PER_SECOND;
  return {
    name: stat.slice(stat.indexOf('(') + 1, end),
    own: seconds(11) + seconds(12),
    children: seconds(13) + seconds(14),
  };
}
