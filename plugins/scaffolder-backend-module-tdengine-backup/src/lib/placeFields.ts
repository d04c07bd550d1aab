import type { z as Zod } from 'zod/v3';

/**
 * The fields that backups and policies have in common: of what, whose, where to and how.
 */
export const instanceInput = (z: typeof Zod) =>
  z
    .string()
    .min(1)
    .describe('The TDengine instance, as it is named in app-config');

export const ownerInput = (z: typeof Zod) =>
  z
    .string()
    .describe('The entity that owns it; you where it is left out')
    .optional();

export const targetsInput = (z: typeof Zod) =>
  z
    .array(z.string())
    .min(1)
    .describe(
      'Storage targets, each to hold a copy of its own; the configured one by default',
    )
    .optional();

export const packagingInput = (z: typeof Zod) =>
  z
    .enum(['zip', 'tar.gz', 'folder'])
    .describe('One file, or a folder for very large backups')
    .optional();
