/** What the process ends with; see docs/cli.md. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  /** Some of it was done, or what was looked at is only partly there. */
  partial: 3,
  /** Nothing was changed, since something forbids it: the plan, a missing confirmation, a permission, a key. */
  refused: 4,
  /** As shells say it of a process that SIGINT ended. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
