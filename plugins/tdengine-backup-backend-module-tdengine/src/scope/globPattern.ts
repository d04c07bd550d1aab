/**
 * Whether a name has a wildcard in it: `*` for any characters, `?` for one.
 *
 * @internal
 */
export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/**
 * Picks names by names and patterns. An entry that is one of the names means that name alone, whatever its characters
 * are: TDengine allows `*` and `?` in names, and nobody who ticks a table in a list wants to quote them. Any other entry
 * with a wildcard is a pattern.
 *
 * @internal
 */
export class NameMatcher {
  readonly #names: Set<string>;
  readonly #patterns: ReadonlyArray<readonly string[]>;

  private constructor(
    names: Set<string>,
    patterns: ReadonlyArray<readonly string[]>,
  ) {
    this.#names = names;
    this.#patterns = patterns;
  }

  /**
   * @param entries - names and patterns
   * @param existing - tells whether an entry is a name that exists
   */
  static create(
    entries: readonly string[],
    existing: (name: string) => boolean,
  ): NameMatcher {
    const names = new Set<string>();
    const patterns: string[][] = [];
    for (const entry of entries) {
      if (hasWildcard(entry) && !existing(entry)) {
        patterns.push(Array.from(entry.replace(/\*+/g, '*')));
      } else {
        names.add(entry);
      }
    }
    return new NameMatcher(names, patterns);
  }

  matches(name: string): boolean {
    if (this.#names.has(name)) {
      return true;
    }
    if (this.#patterns.length === 0) {
      return false;
    }
    const characters = Array.from(name);
    return this.#patterns.some(pattern => matchesGlob(pattern, characters));
  }

  /** The entries that are plain names. */
  get names(): ReadonlySet<string> {
    return this.#names;
  }
}

/**
 * Whether a name fits a pattern, both as lists of characters.
 *
 * @remarks
 * Patterns come from whoever may ask for a backup, so this is no regular expression: one with many `.*` tries every way
 * of dividing a name among them before it gives up. Here only the last `*` seen is ever widened, because what fits
 * after an earlier one fits no worse when that one took as little as it could. So the steps are at most the length of
 * the pattern times that of the name.
 *
 * @internal
 */
export function matchesGlob(
  pattern: ArrayLike<string>,
  name: ArrayLike<string>,
): boolean {
  let inPattern = 0;
  let inName = 0;
  let lastStar = -1;
  let afterStar = 0;
  while (inName < name.length) {
    const wanted = inPattern < pattern.length ? pattern[inPattern] : undefined;
    if (wanted === '*') {
      lastStar = inPattern++;
      afterStar = inName;
    } else if (
      wanted !== undefined &&
      (wanted === '?' || wanted === name[inName])
    ) {
      inPattern++;
      inName++;
    } else if (lastStar >= 0) {
      inPattern = lastStar + 1;
      inName = ++afterStar;
    } else {
      return false;
    }
  }
  while (inPattern < pattern.length && pattern[inPattern] === '*') {
    inPattern++;
  }
  return inPattern === pattern.length;
}
