import { parseObjects } from './objectsFile';
import { parseSchema, serializeSchema } from './schemaFile';

describe('definitions in a file', () => {
  const schema = {
    formatVersion: 1,
    database: 'power',
    complete: true,
    precision: 'ms',
    options: { buffer: 256 },
    superTables: [],
    normalTables: [
      { name: 'plain', columns: [{ name: 'ts', type: 'TIMESTAMP' }] },
    ],
    virtualTables: [],
  } as const;

  it('are read again as they were written', () => {
    const { normalTables } = parseSchema(JSON.stringify(schema), 'f');
    expect(normalTables).toEqual(schema.normalTables);
    const again = parseSchema(JSON.stringify(schema), 'f');
    expect(parseSchema(serializeSchema(again), 'f')).toEqual(again);
  });

  it('are refused with their first fault and its place', () => {
    const wrong = { ...schema, normalTables: [{ name: 'a', columns: [] }] };
    expect(() => parseSchema(JSON.stringify(wrong), 'f')).toThrow(
      "'f' is not a schema: normalTables[0].columns: Array must contain",
    );
    const options = { ...schema, options: { a: [] } };
    expect(() => parseSchema(JSON.stringify(options), 'f')).toThrow(
      "'f' is not a schema: options.a: Invalid input",
    );
    const objects = JSON.stringify({ formatVersion: 1, objects: [0, 0] });
    expect(() => parseObjects(objects, 'f')).toThrow(
      "'f' does not hold definitions: objects[0]: Expected object",
    );
  });
});
