import { TypedCollection } from './TypedCollection';

describe('TypedCollection', () => {
  it('keeps one of each type, in the order they came', () => {
    const sources = TypedCollection.create<{ type: string }>('source');
    sources.add({ type: 'tdengine' });
    sources.add({ type: 'postgresql' });

    expect(sources.all()).toEqual([
      { type: 'tdengine' },
      { type: 'postgresql' },
    ]);
    expect(() => sources.add({ type: 'tdengine' })).toThrow(
      expect.objectContaining({
        name: 'ConflictError',
        message: expect.stringContaining(
          `There is a source of the type 'tdengine' already`,
        ),
      }),
    );
  });
});
