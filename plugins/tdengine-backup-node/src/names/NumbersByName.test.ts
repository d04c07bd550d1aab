import * as fc from 'fast-check';
import { NumbersByName } from './NumbersByName';

const names = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  // Lone surrogates, and few enough that some come again.
  fc
    .array(fc.constantFrom(0x61, 0x7f, 0x80, 0x7ff, 0x800, 0xd800, 0xdc00), {
      maxLength: 4,
    })
    .map(units => String.fromCharCode(...units)),
);

describe('NumbersByName', () => {
  it('does what a Map does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), names, fc.maxSafeInteger()), {
          maxLength: 100,
        }),
        names,
        (steps, other) => {
          const numbers = NumbersByName.create();
          const model = new Map<string, number>();
          for (const [adds, name, number] of steps) {
            if (adds) {
              numbers.add(name, number);
              model.set(name, (model.get(name) ?? 0) + number);
            } else {
              numbers.set(name, number);
              model.set(name, number);
            }
          }
          expect([...numbers]).toEqual([...model]);
          expect([...numbers.keys()]).toEqual([...model.keys()]);
          expect([...numbers.values()]).toEqual([...model.values()]);
          expect(numbers.size).toBe(model.size);
          for (const name of [other, ...model.keys()]) {
            expect(numbers.get(name)).toBe(model.get(name));
            expect(numbers.has(name)).toBe(model.has(name));
          }
          const seen = new Map<string, number>();
          numbers.forEach((number, name, map) => {
            seen.set(name, number);
            expect(map).toBe(numbers);
          });
          expect(seen).toEqual(model);
        },
      ),
    );
  });

  it('holds so many and no more', () => {
    const few = NumbersByName.create([['a', 1]], { names: 2, bytes: 100 });
    few.set('b', 1);
    expect(() => few.set('c', 1)).toThrow('more than 2 names');
    few.set('a', 3);
    expect([...few]).toEqual([
      ['a', 3],
      ['b', 1],
    ]);

    const short = NumbersByName.create([['aa', 1]], { names: 9, bytes: 4 });
    expect(() => short.add('bbb', 1)).toThrow('more than 4 bytes');
    short.set('bb', 2);
    expect(short.get('bb')).toBe(2);
    expect(() => short.has('c')).not.toThrow();
  });

  it('numbers its names in the order they come', () => {
    const numbers = NumbersByName.create([
      ['b', 1],
      ['a', 2],
      ['b', 3],
    ]);
    expect(numbers.indexOf('b')).toBe(0);
    expect(numbers.indexOf('a')).toBe(1);
    expect(numbers.indexOf('c')).toBe(-1);
    expect(numbers.add('c', 4)).toBe(2);
    expect(numbers.add('a', 4)).toBe(1);
    numbers.setAt(0, 9);
    expect([0, 1, 2].map(index => numbers.nameAt(index))).toEqual([
      'b',
      'a',
      'c',
    ]);
    expect([0, 1, 2].map(index => numbers.numberAt(index))).toEqual([9, 6, 4]);
  });

  it('refuses an index that no name has', () => {
    const numbers = NumbersByName.create([['a', 1]]);
    expect(() => numbers.nameAt(1)).toThrow(RangeError);
    expect(() => numbers.numberAt(-1)).toThrow(RangeError);
    expect(() => numbers.setAt(1, 1)).toThrow(RangeError);
  });

  it('tells a hundred thousand names apart', () => {
    const numbers = NumbersByName.create();
    for (let index = 0; index < 100_000; index++) {
      if (index % 3 === 0) {
        numbers.add(`表_${index}`, index);
      } else {
        numbers.set(`表_${index}`, index);
      }
    }
    const found = Array.from({ length: 100_000 }, (_, index) =>
      numbers.get(`表_${index}`),
    );
    expect(found.every((number, index) => number === index)).toBe(true);
    expect(numbers.size).toBe(100_000);
    expect(numbers.has('表_100000')).toBe(false);
  });
});
