import fc from 'fast-check';
import { matchesGlob, NameMatcher } from './globPattern';

const character = fc.constantFrom('a', 'b', '.', '\n', '😀');
const name = fc.array(character, { maxLength: 8 });
const pattern = fc.array(
  fc.oneof(character, fc.constant('?'), fc.constant('*')),
  { maxLength: 8 },
);

describe('matchesGlob', () => {
  it('says what trying every way says', () => {
    fc.assert(
      fc.property(pattern, name, (entries, characters) => {
        expect(matchesGlob(entries, characters)).toBe(
          naivelyMatches(entries, characters),
        );
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['*?'.repeat(8).concat('*!'), 'x'.repeat(62)],
    ['*a'.repeat(60).concat('!'), 'a'.repeat(192)],
    ['*'.repeat(60).concat('!'), 'a'.repeat(192)],
    ['*'.concat('a'.repeat(96), '!'), 'a'.repeat(192)],
  ])('gives up on %s in few steps', (entry, text) => {
    let steps = 0;
    const counted = new Proxy(Array.from(text), {
      get: (characters, key) => {
        steps++;
        return Reflect.get(characters, key);
      },
    });
    expect(matchesGlob(Array.from(entry), counted)).toBe(false);
    expect(steps).toBeLessThan(4 * entry.length * text.length);
  });
});

describe('NameMatcher', () => {
  it('answers for a pattern that would divide a name in endless ways', () => {
    const matcher = NameMatcher.create(
      ['*?*?*?*?*?*?*?*?*!', '**x**y**'],
      () => false,
    );
    expect(matcher.matches('m'.repeat(62))).toBe(false);
    expect(matcher.matches(`${'m'.repeat(62)}!`)).toBe(true);
    expect(matcher.matches('a😀xby')).toBe(true);
  });
});

/** The definition, in exponential time. */
function naivelyMatches(
  entries: readonly string[],
  characters: readonly string[],
): boolean {
  const [first, ...rest] = entries;
  if (first === undefined) {
    return characters.length === 0;
  }
  if (first === '*') {
    return (
      naivelyMatches(rest, characters) ||
      (characters.length > 0 && naivelyMatches(entries, characters.slice(1)))
    );
  }
  return (
    characters.length > 0 &&
    (first === '?' || first === characters[0]) &&
    naivelyMatches(rest, characters.slice(1))
  );
}
