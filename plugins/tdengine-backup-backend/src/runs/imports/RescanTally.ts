import { RescanResult } from 'backstage-plugin-tdengine-backup-common';

const PROBLEMS_KEPT = 1_000;
const LONGEST_REASON = 1_000;

/** Counts what a rescan finds. */
export class RescanTally {
  found = 0;
  added = 0;
  copiesAdded = 0;
  missing = 0;
  #problemCount = 0;
  readonly #problems: RescanResult['problems'] = [];

  problem(place: string, reason: string): void {
    this.#problemCount++;
    if (this.#problems.length < PROBLEMS_KEPT) {
      this.#problems.push({ place, reason: reason.slice(0, LONGEST_REASON) });
    }
  }

  result(): RescanResult {
    const { found, added, copiesAdded, missing } = this;
    return {
      found,
      added,
      copiesAdded,
      missing,
      problems: [...this.#problems].sort((a, b) =>
        a.place < b.place ? -1 : 1,
      ),
      problemCount: this.#problemCount,
    };
  }
}
