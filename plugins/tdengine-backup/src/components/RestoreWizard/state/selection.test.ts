import fc from 'fast-check';
import {
  checkState,
  EVERYTHING,
  NOTHING,
  select,
  Selection,
  SelectionPath,
} from './selection';

describe('selection', () => {
  it('takes everything to begin with', () => {
    expect(checkState(EVERYTHING, { database: 'power' })).toBe('all');
    expect(
      checkState(EVERYTHING, {
        database: 'power',
        table: 'meters',
        child: 'd1',
      }),
    ).toBe('all');
  });

  it('marks what is above an exception as partly chosen', () => {
    const selection = select(
      EVERYTHING,
      { database: 'power', table: 'meters', child: 'd1' },
      false,
    );

    expect(checkState(selection, { database: 'power' })).toBe('some');
    expect(checkState(selection, { database: 'power', table: 'meters' })).toBe(
      'some',
    );
    expect(
      checkState(selection, {
        database: 'power',
        table: 'meters',
        child: 'd1',
      }),
    ).toBe('none');
    expect(
      checkState(selection, {
        database: 'power',
        table: 'meters',
        child: 'd2',
      }),
    ).toBe('all');
    expect(checkState(selection, { database: 'power', table: 'sites' })).toBe(
      'all',
    );
    expect(checkState(selection, { database: 'other' })).toBe('all');
  });

  it('forgets exceptions below a box that is clicked', () => {
    const partly = select(NOTHING, { database: 'power', table: 'a' }, true);

    expect(select(partly, { database: 'power' }, false)).toEqual(NOTHING);
  });

  it('is as before when an exception is taken back', () => {
    const path = { database: 'power', table: 'meters', child: 'd1' };

    expect(select(select(EVERYTHING, path, false), path, true)).toEqual(
      EVERYTHING,
    );
  });

  it('sees that every one of a known number has been chosen', () => {
    let selection = select(NOTHING, { database: 'power', table: 'a' }, true);
    expect(checkState(selection, { database: 'power' }, 2)).toBe('some');

    selection = select(selection, { database: 'power', table: 'b' }, true);
    expect(checkState(selection, { database: 'power' }, 2)).toBe('all');
    expect(checkState(selection, { database: 'power' })).toBe('some');
  });

  it('remembers the last click on every place, whatever the names are', () => {
    const name = fc.constantFrom('a', 'b', '__proto__', 'constructor', '表');
    const path: fc.Arbitrary<SelectionPath> = fc.oneof(
      fc.record({ database: name }),
      fc.record({ database: name, table: name }),
      fc.record({ database: name, table: name, child: name }),
    );
    const isAbove = (above: SelectionPath, below: SelectionPath) =>
      above.database === below.database &&
      (above.table === undefined || above.table === below.table) &&
      (above.child === undefined || above.child === below.child);

    fc.assert(
      fc.property(
        fc.array(fc.tuple(path, fc.boolean()), { maxLength: 20 }),
        fc.record({ database: name, table: name, child: name }),
        fc.boolean(),
        (clicks, leaf, everything) => {
          const start: Selection = everything ? EVERYTHING : NOTHING;
          const end = clicks.reduce(
            (selection, [clicked, checked]) =>
              select(selection, clicked, checked),
            start,
          );
          const expected = clicks.reduce(
            (state, [clicked, checked]) =>
              isAbove(clicked, leaf) ? checked : state,
            everything,
          );
          expect(checkState(end, leaf)).toBe(expected ? 'all' : 'none');
        },
      ),
    );
  });
});
