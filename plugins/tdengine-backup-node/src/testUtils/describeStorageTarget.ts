import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';
import { describeKeys } from './storageTarget/describeKeys';
import { describeLargeObjects } from './storageTarget/describeLargeObjects';
import { describeListing } from './storageTarget/describeListing';
import { describeObjects } from './storageTarget/describeObjects';
import { describeSignals } from './storageTarget/describeSignals';
import { describeUploads } from './storageTarget/describeUploads';
import { useTestedTarget } from './storageTarget/TestedTarget';

/**
 * Registers one suite of tests that every `StorageTarget` has to pass. Call it at the top of a test file.
 *
 * @remarks
 *
 * Tests of capabilities that a target does not claim pass without asking it.
 *
 * @param name - of the suite
 * @param makeTarget - a target that can be written to; the suite keeps to keys below random prefixes
 *
 * @public
 */
// eslint-disable-next-line jest/no-export -- the suite is what this module is for
export function describeStorageTarget(
  name: string,
  makeTarget: () => Promise<StorageTarget> | StorageTarget,
  options?: {
    /** Bytes of the large object; 64 MiB where it is absent, 1 GiB with `STORAGE_TARGET_HEAVY=1`. */
    largeObjectBytes?: number;
    /** Objects in the long listing; 300 where it is absent, 10,000 with `STORAGE_TARGET_HEAVY=1`. */
    objects?: number;
  },
): void {
  describe(`storage target ${name}`, () => {
    // Real servers answer when they answer.
    jest.setTimeout(300_000);

    const tested = useTestedTarget(makeTarget);
    describeObjects(tested);
    describeUploads(tested);
    describeListing(tested, options);
    describeLargeObjects(tested, options);
    describeKeys(tested);
    describeSignals(tested);
  });
}
