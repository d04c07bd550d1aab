import { openEngine } from '../engine/openEngine';
import { PROOF_PREFIX, proofServer } from '../server/connect';

/**
 * What the memory proof runs in a process of its own: a backup of a database and its restore under another name. Prints
 * one line of JSON.
 */
async function main() {
  const database = process.argv[2];
  const engine = await openEngine(proofServer());
  const peakMiB = () => Math.round(process.resourceUsage().maxRSS / 1024);
  try {
    const idle = peakMiB();
    const startedAt = Date.now();
    const backup = await engine.backUp({
      scope: { databases: [database] },
      packaging: 'folder',
    });
    const backedUp = { peakMiB: peakMiB(), ms: Date.now() - startedAt };
    const restoreStartedAt = Date.now();
    const restore = await engine.restore({
      backupId: backup.id,
      rename: { [database]: `${PROOF_PREFIX}memory_restored` },
    });
    console.log(
      JSON.stringify({
        rows: backup.rows,
        restoredRows: restore.rows,
        sizeBytes: backup.sizeBytes,
        idleMiB: idle,
        backup: backedUp,
        restore: { peakMiB: peakMiB(), ms: Date.now() - restoreStartedAt },
      }),
    );
  } finally {
    await engine.close();
  }
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
