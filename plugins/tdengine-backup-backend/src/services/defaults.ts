/** Smaller runs earlier. */
export const DEFAULT_PRIORITY = 100;
