import { parseArgs } from 'node:util';
import { Driver, drivers } from './runs/Driver';
import { isVariant, Variant, variantNames } from './runs/Variant';

/** What the command was asked for. */
export interface BenchOptions {
  data: string[];
  pairs: number;
  /** How much of the data: 1 for figures, less for a try. */
  scale: number;
  /** Which dumpers, where not those of the data set. */
  against?: Driver[];
  /** Which other ways of ours, where not those of the data set. */
  variants?: Variant[];
  json?: string;
  profile: boolean;
  clean: boolean;
  /** Whether the documents are to be written. */
  report: boolean;
}

export const usage = `yarn bench [--data NAME…] [--pairs N] [--json FILE] [--profile] [--clean]
  --data NAME        what to measure with; more than once, or with commas; all for everything
  --pairs N          how often each side runs, 3 by default
  --json FILE        write the ratios to a file
  --profile          print where our side's time goes
  --against DRIVER   native, websocket or none, instead of what a data set is measured against
  --variants NAME…   encrypted, parquet or none: other ways of ours, each against ours as it is by default
  --scale X          a part of the data, such as 0.1, for a quick try
  --no-report        leave docs/performance.md and docs/bench.json as they are; so does --scale
  --clean            drop the databases that the benchmark made, and end`;

/** Throws an error that names the option. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', multiple: true },
      pairs: { type: 'string' },
      scale: { type: 'string' },
      against: { type: 'string', multiple: true },
      variants: { type: 'string', multiple: true },
      json: { type: 'string' },
      profile: { type: 'boolean' },
      clean: { type: 'boolean' },
      'no-report': { type: 'boolean' },
    },
    allowPositionals: true,
  });
  const against = values.against && split(values.against);
  const variants = values.variants && split(values.variants);
  const scale = positive('--scale', values.scale ?? '1');
  const pairs = positive('--pairs', values.pairs ?? '3');
  if (!Number.isInteger(pairs)) {
    throw new Error(`--pairs is a whole number, got ${pairs}`);
  }
  return {
    // `--data narrow many` reads as well as `--data narrow --data many`.
    data: split([...(values.data ?? []), ...positionals]),
    pairs,
    scale,
    ...(against && { against: against.flatMap(readDriver) }),
    ...(variants && { variants: variants.flatMap(readVariant) }),
    ...(values.json !== undefined && { json: values.json }),
    profile: values.profile ?? false,
    clean: values.clean ?? false,
    report: !values['no-report'] && scale === 1,
  };
}

function split(values: readonly string[]): string[] {
  return values.flatMap(value => value.split(',')).filter(Boolean);
}

function readDriver(name: string): Driver[] {
  const driver = drivers.find(known => known === name);
  if (!driver && name !== 'none') {
    throw new Error(
      `--against is native, websocket or none, got '${name}'\n${usage}`,
    );
  }
  return driver ? [driver] : [];
}

function readVariant(name: string): Variant[] {
  if (isVariant(name)) {
    return [name];
  }
  if (name !== 'none') {
    throw new Error(
      `--variants is ${variantNames.join(
        ', ',
      )} or none, got '${name}'\n${usage}`,
    );
  }
  return [];
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) {
    throw new Error(`${option} is a number above 0, got '${text}'`);
  }
  return number;
}
