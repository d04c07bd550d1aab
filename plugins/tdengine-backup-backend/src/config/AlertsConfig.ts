/** When somebody is told that something is wrong. Durations are milliseconds, shares 0 to 1. */
export interface AlertsConfig {
  enabled: boolean;
  successRate: {
    /** The last runs of a policy that count. */
    runs: number;
    below: number;
    /** With fewer runs nothing is said. */
    atLeast: number;
  };
  duration: {
    /** The good runs before that say what is usual. */
    runs: number;
    /** So many spreads above the median are too long. */
    factor: number;
    /** What a run may take longer in any case. */
    toleranceMs: number;
  };
  storage: { usedAbove: number; fullWithinMs: number };
}
