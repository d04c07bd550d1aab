import { compareDatabases } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/testUtils';
import { Packaging } from 'backstage-plugin-tdengine-backup-common';
import { quoteIdentifier, TDengineClient } from 'tdengine-client';
import { OpenEngine } from '../engine/openEngine';
import { PROOF_PREFIX } from '../server/connect';
import { FidelityCase } from './FidelityCase';
import { compareOverRest } from './rest/compareOverRest';
import { RestReader } from './rest/RestReader';

/** One way through the software. */
export interface Route {
  format: string;
  packaging: Packaging;
}

/** What came of one case on one route. */
export interface CaseResult {
  case: FidelityCase;
  route: Route;
  tables: number;
  rows: number;
  /** Answers of the server compared as texts. */
  answers: number;
  /** In words; empty where the restored database equals the source. */
  differences: string[];
  /** The restore failed, as it had to. */
  refused?: true;
}

/**
 * Backs a database up, restores it under another name and compares every definition, tag and value: once as the product
 * reads them, and once as the server writes them over REST.
 */
export async function runCase(
  proof: FidelityCase,
  routes: readonly Route[],
  context: { client: TDengineClient; rest: RestReader; engine: OpenEngine },
): Promise<CaseResult[]> {
  const { client, engine } = context;
  const source = `${PROOF_PREFIX}${proof.name.replaceAll('-', '_')}`;
  const second = `${source}_second`;
  const options = new Map([
    [source, proof.options],
    ...(proof.secondOptions === undefined
      ? []
      : [[second, proof.secondOptions] as const]),
  ]);
  const sources = [...options.keys()];
  const names = new Map(sources.map(name => [name, `${name}_restored`]));
  const drop = async (databases: Iterable<string>) => {
    for (const name of databases) {
      await client.execute(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)}`);
    }
  };
  const results: CaseResult[] = [];
  await drop([...sources].reverse());
  try {
    for (const [name, text] of options) {
      await client.execute(`CREATE DATABASE ${quoteIdentifier(name)} ${text}`);
    }
    await proof.setUp({
      database: quoteIdentifier(source),
      second: quoteIdentifier(second),
      name: source,
      client,
      execute: async sql => {
        await client.execute(sql);
      },
    });
    for (const route of routes) {
      await drop([...names.values()].reverse());
      for (const name of proof.target === undefined ? [] : names.values()) {
        await client.execute(
          `CREATE DATABASE ${quoteIdentifier(name)} ${proof.target}`,
        );
      }
      try {
        const backup = await engine.backUp({
          ...route,
          scope: { databases: sources },
        });
        await engine.restore({
          backupId: backup.id,
          rename: Object.fromEntries(names),
          ...(proof.target !== undefined && { conflict: 'merge' }),
          ...(proof.restore && { options: proof.restore.options }),
        });
        if (proof.refused) {
          throw new Error('The restore succeeded, and should have failed');
        }
        results.push({
          case: proof,
          route,
          ...(await compare(proof, names, context)),
        });
        await engine.engine.backups.delete(backup.id, backup.name, {
          ref: 'user:default/proof',
          ownershipRefs: [],
        });
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        const refused = proof.refused?.message.test(message) ?? false;
        results.push({
          case: proof,
          route,
          tables: 0,
          rows: 0,
          answers: 0,
          differences: refused ? [] : [message],
          ...(refused && { refused: true as const }),
        });
      }
    }
  } finally {
    await drop([...names.values()].reverse());
    await drop([...sources].reverse());
  }
  return results;
}

async function compare(
  proof: FidelityCase,
  names: ReadonlyMap<string, string>,
  { client, rest }: { client: TDengineClient; rest: RestReader },
): Promise<Omit<CaseResult, 'case' | 'route'>> {
  const total = { differences: [] as string[], tables: 0, rows: 0, answers: 0 };
  const differs = proof.restore?.differs ?? [];
  for (const [source, copy] of names) {
    const read = await compareDatabases(client, source, client, copy, {
      ignoreOptions: differs,
      names,
    });
    const told = await compareOverRest(rest, source, copy, { names, differs });
    total.differences.push(...read.differences, ...told.differences);
    total.tables += read.tables;
    total.rows += read.rows;
    total.answers += told.answers;
  }
  return total;
}
