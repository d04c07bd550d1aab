import { compareDatabases } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/testUtils';
import { DataFormat, Packaging } from 'backstage-plugin-tdengine-backup-common';
import { quoteIdentifier, TDengineClient } from 'tdengine-client';
import { OpenEngine } from '../engine/openEngine';
import { PROOF_PREFIX } from '../server/connect';
import { FidelityCase } from './FidelityCase';

/** One way through the software. */
export interface Route {
  format: DataFormat;
  packaging: Packaging;
}

/** What came of one case on one route. */
export interface CaseResult {
  case: FidelityCase;
  route: Route;
  tables: number;
  rows: number;
  /** In words; empty where the restored database equals the source. */
  differences: string[];
}

/** Backs a database up, restores it under another name and compares every definition, tag and value. */
export async function runCase(
  proof: FidelityCase,
  routes: readonly Route[],
  context: { client: TDengineClient; engine: OpenEngine },
): Promise<CaseResult[]> {
  const { client, engine } = context;
  const source = `${PROOF_PREFIX}${proof.name.replaceAll('-', '_')}`;
  const copy = `${source}_restored`;
  const drop = async (name: string) => {
    await client.execute(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)}`);
  };
  const results: CaseResult[] = [];
  await drop(source);
  try {
    await client.execute(
      `CREATE DATABASE ${quoteIdentifier(source)} ${proof.options}`,
    );
    await proof.setUp({
      database: quoteIdentifier(source),
      execute: async sql => {
        await client.execute(sql);
      },
    });
    for (const route of routes) {
      await drop(copy);
      try {
        const backup = await engine.backUp({
          ...route,
          scope: { databases: [source] },
        });
        await engine.restore({
          backupId: backup.id,
          rename: { [source]: copy },
        });
        const { differences, tables, rows } = await compareDatabases(
          client,
          source,
          client,
          copy,
        );
        results.push({ case: proof, route, differences, tables, rows });
        await engine.engine.backups.delete(backup.id, backup.name, {
          ref: 'user:default/proof',
          ownershipRefs: [],
        });
      } catch (error) {
        results.push({
          case: proof,
          route,
          tables: 0,
          rows: 0,
          differences: [error instanceof Error ? error.message : String(error)],
        });
      }
    }
  } finally {
    await drop(copy);
    await drop(source);
  }
  return results;
}
