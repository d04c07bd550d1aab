/** What takes minutes, and is run by `yarn storage`. */
export const HEAVY = process.env.STORAGE_TARGET_HEAVY === '1';

/** The last suite in a file says how long its tests may take; long ones say it themselves. */
export const LONG_MS = HEAVY ? 900_000 : 300_000;
