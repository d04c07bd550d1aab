import { JsonObject } from '@backstage/types';
import { openEngine } from '../engine/openEngine';
import { ProofServer } from '../server/connect';

/** Leaves one backup on a target for each key, as another portal would. Their ids. */
export async function seedBackups(
  server: ProofServer,
  options: { target: JsonObject & { name: string }; database: string },
  keys: readonly JsonObject[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const key of keys) {
    const engine = await openEngine(server, {
      targets: [options.target],
      encryption: { keys: [key] },
    });
    try {
      const { id } = await engine.backUp({
        scope: { databases: [options.database] },
        packaging: 'folder',
        targets: [options.target.name],
        encrypt: true,
      });
      ids.push(id);
    } finally {
      await engine.close();
    }
  }
  return ids;
}
