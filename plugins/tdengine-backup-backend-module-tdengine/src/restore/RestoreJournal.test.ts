import { JsonObject } from '@backstage/types';
import { RestoreJournal, RestoreJournalEntry } from './RestoreJournal';

function createJournal(earlier: RestoreJournalEntry[] = []) {
  const stored = [...earlier] as unknown as JsonObject[];
  const journal = {
    append: jest.fn(async (entry: JsonObject) => {
      stored.push(entry);
    }),
    entries: jest.fn(async () => [...stored]),
  };
  /** Every unit makes its own of the run's. */
  return { journal, stored, ofUnit: () => RestoreJournal.create(journal) };
}

describe('RestoreJournal', () => {
  it('reads what earlier attempts wrote once, however many units there are', async () => {
    const { journal, stored, ofUnit } = createJournal([
      { kind: 'started-unit', unit: 'u7' },
    ]);
    const repeated: string[] = [];
    await Promise.all(
      Array.from({ length: 500 }, async (_, number) => {
        const unit = `u${number}`;
        if (await ofUnit().start(unit)) {
          repeated.push(unit);
        }
        await ofUnit().has('created-database', 'power');
        await ofUnit().hasDropped(unit, 'meters');
      }),
    );
    expect(repeated).toEqual(['u7']);
    expect(stored).toHaveLength(500);
    expect(journal.entries).toHaveBeenCalledTimes(1);
    expect(await ofUnit().start('u8')).toBe(true);
    expect(stored).toHaveLength(500);
  });

  it('knows what was done since a database was removed, and which tables a unit dropped', async () => {
    const database = 'power';
    const { ofUnit } = createJournal([
      { kind: 'created-database', database },
      { kind: 'removed-database', database },
      { kind: 'creating-database', database },
      { kind: 'dropped-tables', unit: 'a', database, table: 'meters' },
    ]);
    expect(await ofUnit().has('created-database', database)).toBe(false);
    expect(await ofUnit().has('creating-database', database)).toBe(true);
    expect(await ofUnit().has('creating-database', 'other')).toBe(false);
    expect(await ofUnit().hasDropped('a', 'meters')).toBe(true);
    expect(await ofUnit().hasDropped('a', 'other')).toBe(false);
    expect(await ofUnit().hasDropped('b', 'meters')).toBe(false);
    await ofUnit().append({ kind: 'created-database', database });
    expect(await ofUnit().has('created-database', database)).toBe(true);
    await ofUnit().append({ kind: 'removed-database', database });
    expect(await ofUnit().has('created-database', database)).toBe(false);
  });

  it('takes nothing for written that was not, and reads again after a failure', async () => {
    const { journal, ofUnit } = createJournal();
    journal.entries.mockRejectedValueOnce(new Error('no database'));
    await expect(ofUnit().start('u1')).rejects.toThrow('no database');
    journal.append.mockRejectedValueOnce(new Error('lease lost'));
    await expect(ofUnit().start('u1')).rejects.toThrow('lease lost');
    expect(await ofUnit().start('u1')).toBe(false);
    expect(await ofUnit().start('u1')).toBe(true);
  });
});
