import { TDengineClient } from 'tdengine-client';
import { RestoreDatabase } from './RestoreState';
import { SelectedContents } from './selectContents';

/**
 * Why a database cannot be created with as many replicas as in the backup, or `undefined` where it can.
 *
 * @internal
 */
export async function checkReplicas(
  client: TDengineClient,
  { schema }: SelectedContents,
  { target, overrides }: RestoreDatabase,
  options: { signal: AbortSignal },
): Promise<string | undefined> {
  const replicas = Number(overrides.replica ?? schema.options.replica ?? 1);
  if (!(replicas > 1)) {
    return undefined;
  }
  const { rows } = await client.query(
    'SELECT COUNT(*) FROM information_schema.ins_dnodes',
    options,
  );
  const nodes = Number(rows[0]?.[0] ?? 0);
  return nodes < replicas
    ? `Database '${target}' is to have ${replicas} replicas and the server has ${nodes} nodes; set the option replica to 1`
    : undefined;
}
