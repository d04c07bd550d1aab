/** Backups of this software that ask for something else than a benchmark's own do, with what their requests say. */
export const variants = {
  encrypted: { encrypt: true },
  parquet: { format: 'parquet' },
} as const;

/** Another way of ours, measured against ours as it is by default. */
export type Variant = keyof typeof variants;

export const variantNames = Object.keys(variants) as readonly Variant[];

/** Whether a side is a way of ours, which is not known for a dumper. */
export function isVariant(side: string): side is Variant {
  return Object.hasOwn(variants, side);
}
