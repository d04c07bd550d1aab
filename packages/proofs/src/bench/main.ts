import { writeFile } from 'node:fs/promises';
import { quoteIdentifier, TDengineClient } from 'tdengine-client';
import { createDatabase } from '../generate/createDatabase';
import { fillSuperTable } from '../generate/fillSuperTable';
import { meterColumns } from '../generate/meterColumns';
import { connect, proofServer } from '../server/connect';
import { chooseData } from './data';
import { BENCH_PREFIX } from './data/DataSet';
import { dropData, ensureData } from './data/ensureData';
import { BenchOptions, parseOptions } from './parseOptions';
import { renderRatios } from './report/renderRatios';
import { listRatios } from './report/listRatios';
import { writeReport } from './report/writeReport';
import { DataFigures } from './runs/DataFigures';
import { findProgram } from './runs/findProgram';
import { measureData } from './runs/measureData';
import { readFacts } from './runs/readFacts';
import { succeeded } from './runs/Run';
import { isVariant, variantNames } from './runs/Variant';

const WARM_UP = `${BENCH_PREFIX}warm_up`;

const log = (line: string) => console.log(line);

/** `yarn bench`: backs up and restores by this software and by the vendor's dumper, in turn. */
async function main() {
  const options = parseOptions(process.argv.slice(2));
  const client = connect(proofServer());
  try {
    const { version } = await client.assertSupported();
    if (options.clean) {
      const dropped = await dropData(client);
      log(`Dropped ${dropped.join(', ') || 'nothing: there was nothing'}`);
      return;
    }
    const measured = await measureAll(client, version, options);
    const ratios = listRatios(measured);
    log(`\n${renderRatios(ratios)}`);
    if (options.json) {
      await writeFile(
        options.json,
        `${JSON.stringify(ratios, undefined, 2)}\n`,
      );
    }
    if (options.report) {
      log(`Written: ${(await writeReport(measured)).join(', ')}`);
    }
    if (measured.some(wentWrong)) {
      process.exitCode = 1;
    }
  } finally {
    await client.close();
  }
}

async function measureAll(
  client: TDengineClient,
  version: string,
  options: BenchOptions,
): Promise<DataFigures[]> {
  const chosen = chooseData(options.data);
  const dumper = await findProgram('taosdump');
  const facts = await readFacts({ tdengine: version, dumper });
  log(
    `TDengine ${facts.tdengine}, ${
      dumper
        ? `taosdump ${facts.taosdump} with its defaults`
        : 'taosdump is not on PATH: this software is measured alone'
    }, Node ${facts.node}, ${facts.cores} cores (${facts.processor})`,
  );
  log(
    'Our side runs in a process that has backed up a tiny database before, as a portal runs for long; a dumper is timed from its start.',
  );
  const measured: DataFigures[] = [];
  try {
    await makeWarmUp(client);
    for (const data of chosen) {
      const made = await ensureData(client, data, options.scale, log);
      log(`${data.name}: ${data.title}`);
      measured.push(
        await measureData({
          client,
          server: proofServer(),
          data,
          ...made,
          warmUpDatabase: WARM_UP,
          pairs: options.pairs,
          ...(dumper && { dumper }),
          against: options.against ?? data.against,
          variants: options.variants ?? data.variants ?? [],
          profile: options.profile,
          facts,
          log,
        }),
      );
    }
  } finally {
    await client.execute(`DROP DATABASE IF EXISTS ${quoteIdentifier(WARM_UP)}`);
  }
  return measured;
}

async function makeWarmUp(client: TDengineClient): Promise<void> {
  await createDatabase(client, WARM_UP);
  await fillSuperTable(client, WARM_UP, {
    name: 'meters',
    childPrefix: 'd',
    columns: meterColumns,
    tables: 4,
    rowsPerTable: 5_000,
    variations: 4,
  });
}

/** Our own failures; what a dumper loses or cannot do is a figure. */
function wentWrong({ pairs, checks }: DataFigures): boolean {
  return (
    pairs.some(pair =>
      (['ours', ...variantNames] as const)
        .filter(side => side === 'ours' || pair[side])
        .some(
          side =>
            !succeeded(pair[side]?.backup) || !succeeded(pair[side]?.restore),
        ),
    ) ||
    checks.some(
      ({ side, differences }) =>
        (side === 'ours' || isVariant(side)) && differences[0],
    )
  );
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
