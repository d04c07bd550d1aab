import { runCli } from './cli/runCli';

// What it writes are the rows of databases: nobody else on the machine need read them.
process.umask(0o077);

const interrupted = new AbortController();

process.on('SIGINT', () => {
  if (interrupted.signal.aborted) {
    // Asked twice, it does not wait for the cleaning up.
    process.exit(130);
  }
  interrupted.abort(new Error('Interrupted'));
});
process.on('SIGTERM', () => interrupted.abort(new Error('Interrupted')));
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read it has had enough, such as `head`. What is being done, a restore perhaps, is done all the same.
    if (error.code !== 'EPIPE') {
      process.exit(1);
    }
  });
}

runCli(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: interrupted.signal,
}).then(exitCode => {
  process.exitCode = exitCode;
  // Connections that are kept for a next time must not keep the process.
  setTimeout(() => process.exit(), 500).unref();
});
