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
  readonly #patterns: RegExp[];

  private constructor(names: Set<string>, patterns: RegExp[]) {
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
    const patterns: RegExp[] = [];
    for (const entry of entries) {
      if (hasWildcard(entry) && !existing(entry)) {
        patterns.push(toExpression(entry));
      } else {
        names.add(entry);
      }
    }
    return new NameMatcher(names, patterns);
  }

  matches(name: string): boolean {
    return (
      this.#names.has(name) ||
      this.#patterns.some(pattern => pattern.test(name))
    );
  }

  /** The entries that are plain names. */
  get names(): ReadonlySet<string> {
    return this.#names;
  }
}

function toExpression(pattern: string): RegExp {
  const source = Array.from(pattern, character => {
    if (character === '*') {
      return '.*';
    }
    return character === '?'
      ? '.'
      : character.replace(/[\\^$.|+()[\]{}]/, '\\$&');
  }).join('');
  return new RegExp(`^${source}$`, 'su');
}
