import { JsonValue } from '@backstage/types';
import {
  BackupSource,
  DatabaseCoverage,
} from 'backstage-plugin-tdengine-backup-node';

/**
 * Registers one suite of tests that the scopes of every `BackupSource` have to pass: what `coverage` says of them. Call it
 * at the top of a test file.
 *
 * @param name - of the suite
 * @param makeSource - a source; no server of it is asked
 * @param cases - scopes as requests have them, with what they take of which databases
 *
 * @public
 */
// eslint-disable-next-line jest/no-export -- the suite is what this module is for
export function describeScopeCoverage(
  name: string,
  makeSource: () => Pick<BackupSource, 'parseScope' | 'coverage'>,
  cases: ReadonlyArray<{
    scope: JsonValue;
    existing: readonly string[];
    covered: Readonly<Record<string, DatabaseCoverage>>;
  }>,
): void {
  describe(`coverage of scopes by ${name}`, () => {
    describe.each(
      cases.map(entry => ({ ...entry, text: JSON.stringify(entry.scope) })),
    )('$text', ({ existing, covered, ...entry }) => {
      const source = makeSource();
      const scope = source.parseScope(entry.scope);
      const cover = (databases: readonly string[]) =>
        Object.fromEntries(source.coverage(scope, databases));

      it('is what is expected', () => {
        expect(cover(existing)).toEqual(covered);
      });

      it('has nothing that there is not', () => {
        expect(cover([])).toEqual({});
      });

      it('is the same for a scope that was normalised before', () => {
        const again = source.parseScope(JSON.parse(JSON.stringify(scope)));
        expect(Object.fromEntries(source.coverage(again, existing))).toEqual(
          covered,
        );
      });
    });
  });
}
