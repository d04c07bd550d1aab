import { INSTANCE, OpenEngine } from '../engine/openEngine';
import { Place } from './Place';
import { SampleDatabase } from './SampleDatabase';

/** Restores from each place while the others are away, and compares every value. */
export async function restoreFromEach(
  engine: OpenEngine,
  places: readonly Place[],
  sample: SampleDatabase,
  backupId: string,
): Promise<void> {
  for (const place of places) {
    const others = places.filter(other => other !== place);
    for (const other of others) {
      await other.takeAway();
    }
    const restored = sample.nameOfCopy();
    await engine.restore({
      backupId,
      instance: INSTANCE,
      rename: { [sample.database]: restored },
    });
    await sample.assertEqual(restored);
    for (const other of others) {
      await other.bringBack();
    }
  }
}
