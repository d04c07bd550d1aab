import { Caller } from './types';

/** Smaller runs earlier. */
export const DEFAULT_PRIORITY = 100;
/** What nobody waits for. */
export const BACKGROUND_PRIORITY = 1000;

/** Who asks for what happens by itself. */
export const PLUGIN_CALLER: Caller = {
  ref: 'plugin:tdengine-backup',
  ownershipRefs: [],
};
