import { sampleObjects } from '../../__testUtils__/sampleInstances';
import {
  EMPTY_SELECTION,
  isTableTicked,
  selectDatabases,
  selectionTotals,
  tickedDatabase,
  toggleDatabase,
  toggleTable,
  toScope,
} from './scopeSelection';

const TABLES = ['meters', 'events', 'v_balance'];

describe('scopeSelection', () => {
  it('is no scope while nothing is ticked', () => {
    expect(toScope(EMPTY_SELECTION)).toBeUndefined();
  });

  it('names databases that are ticked as a whole', () => {
    const selection = toggleDatabase(selectDatabases(['power']), 'weather');

    expect(toScope(selection)).toEqual({ databases: ['power', 'weather'] });
    expect(tickedDatabase(selection, 'power')).toBe('all');
  });

  it('leaves the other tables when one is taken from a whole database', () => {
    const selection = toggleTable(
      selectDatabases(['power', 'weather']),
      'power',
      'events',
      TABLES,
    );

    expect(tickedDatabase(selection, 'power')).toBe('some');
    expect(isTableTicked(selection, 'power', 'meters')).toBe(true);
    expect(isTableTicked(selection, 'power', 'events')).toBe(false);
    expect(toScope(selection)).toEqual({
      tables: [
        { database: 'power', include: ['meters', 'v_balance'] },
        { database: 'weather', include: ['*'] },
      ],
    });
  });

  it('takes the database away with its last table', () => {
    const one = toggleTable(EMPTY_SELECTION, 'power', 'events', TABLES);

    expect(toScope(toggleTable(one, 'power', 'events', TABLES))).toBe(
      undefined,
    );
  });

  it('ticks all of a database that was ticked in part', () => {
    const some = toggleTable(EMPTY_SELECTION, 'power', 'events', TABLES);

    expect(tickedDatabase(toggleDatabase(some, 'power'), 'power')).toBe('all');
  });

  it('adds up what is chosen', () => {
    const selection = toggleTable(
      selectDatabases(['weather']),
      'power',
      'events',
      TABLES,
    );

    expect(selectionTotals(selection, sampleObjects)).toEqual({
      databases: 1,
      tables: 1,
      rows: 182_100,
      bytes: 7_430_032,
    });
  });

  it('does not make up what the source has not told', () => {
    const objects = sampleObjects.map(object =>
      object.kind === 'database'
        ? { ...object, rowCount: undefined }
        : { ...object, sizeBytes: undefined },
    );
    const weather = selectDatabases(['weather']);

    // The rows of its tables are known, and the size of the database.
    expect(selectionTotals(weather, objects)).toEqual({
      databases: 1,
      tables: 0,
      rows: 180_000,
      bytes: 7_340_032,
    });
    expect(
      selectionTotals(
        weather,
        objects.filter(({ kind }) => kind === 'database'),
      ).rows,
    ).toBeUndefined();
    expect(
      selectionTotals(toggleTable(weather, 'power', 'events', TABLES), objects),
    ).toEqual({ databases: 1, tables: 1, rows: 182_100, bytes: undefined });
  });
});
