import { spawn } from 'node:child_process';

/** Runs a command with our own output and resolves to its exit code; a signal counts as 1. */
export function runCommand(command, parameters, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      ...options,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? 1));
  });
}
