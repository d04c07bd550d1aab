import {
  MAX_NAMED_TABLES,
  NameSource,
  NothingSelectedError,
  resolveSelection,
  SelectionTooLargeError,
} from './resolveSelection';
import { EVERYTHING, NOTHING, select } from './selection';

const databases = ['power', 'water'];

function source(
  tables: Record<string, string[]>,
  children: Record<string, string[]> = {},
): NameSource {
  return {
    async *tables(database) {
      yield* tables[database];
    },
    async *children(database, table) {
      yield* children[`${database}.${table}`];
    },
  };
}

const unused: NameSource = {
  tables() {
    throw new Error('not needed');
  },
  children() {
    throw new Error('not needed');
  },
};

describe('resolveSelection', () => {
  it('says nothing where everything is chosen', async () => {
    await expect(
      resolveSelection(EVERYTHING, databases, unused),
    ).resolves.toBeUndefined();

    const everyDatabase = databases.reduce(
      (selection, database) => select(selection, { database }, true),
      NOTHING,
    );
    await expect(
      resolveSelection(everyDatabase, databases, unused),
    ).resolves.toBeUndefined();
  });

  it('names databases, tables and child tables without asking for others', async () => {
    let selection = select(NOTHING, { database: 'water' }, true);
    selection = select(selection, { database: 'power', table: 'sites' }, true);
    selection = select(
      selection,
      { database: 'power', table: 'meters', child: 'd1' },
      true,
    );

    await expect(
      resolveSelection(selection, databases, unused),
    ).resolves.toEqual({
      databases: ['water'],
      tables: [
        { database: 'power', name: 'sites' },
        { database: 'power', name: 'd1' },
      ],
    });
  });

  it('turns all but one into the names of the others', async () => {
    let selection = select(
      EVERYTHING,
      { database: 'power', table: 'sites' },
      false,
    );
    selection = select(
      selection,
      { database: 'power', table: 'meters', child: 'd2' },
      false,
    );

    await expect(
      resolveSelection(
        selection,
        databases,
        source(
          { power: ['meters', 'sites', 'notes'] },
          { 'power.meters': ['d1', 'd2', 'd3'] },
        ),
      ),
    ).resolves.toEqual({
      databases: ['water'],
      tables: [
        { database: 'power', name: 'notes' },
        { database: 'power', name: 'd1' },
        { database: 'power', name: 'd3' },
      ],
    });
  });

  it('refuses to state nothing, which would mean everything', async () => {
    await expect(resolveSelection(NOTHING, databases, unused)).rejects.toThrow(
      NothingSelectedError,
    );

    const allButTheOnlyOne = select(
      select(NOTHING, { database: 'power' }, true),
      { database: 'power', table: 'meters' },
      false,
    );
    await expect(
      resolveSelection(
        allButTheOnlyOne,
        databases,
        source({ power: ['meters'] }),
      ),
    ).rejects.toThrow(NothingSelectedError);
  });

  it('stops where too many tables would have to be named', async () => {
    const endless: NameSource = {
      ...unused,
      async *children() {
        for (let index = 0; ; index += 1) {
          yield `d${index}`;
        }
      },
    };
    const selection = select(
      EVERYTHING,
      { database: 'power', table: 'meters', child: 'd7' },
      false,
    );

    await expect(
      resolveSelection(selection, databases, {
        ...endless,
        tables: source({ power: ['meters'] }).tables,
      }),
    ).rejects.toThrow(SelectionTooLargeError);
    expect(MAX_NAMED_TABLES).toBeGreaterThan(1_000);
  });
});
