import * as fc from 'fast-check';
import { describeUnsafePath } from '../target/objectKey';
import { collisionKey } from './collisionKey';
import { safeFileName } from './safeFileName';

// Other work on the machine must not make it fail.
jest.setTimeout(120_000);

const SAFE = /^[a-z0-9_][a-z0-9_-]{0,56}$/;

describe('safeFileName', () => {
  it.each(['meters', 'd1001', '_x', 'a-b_c', 'x'.repeat(40)])(
    'keeps %s as it is',
    name => {
      expect(safeFileName(name)).toBe(name);
    },
  );

  it.each([
    ['Tb1', /^tb1-[0-9a-f]{16}$/],
    ['TB1', /^tb1-[0-9a-f]{16}$/],
    ['CON', /^con-[0-9a-f]{16}$/],
    ['con', /^con-[0-9a-f]{16}$/],
    ['lpt1', /^lpt1-[0-9a-f]{16}$/],
    ['schemas', /^schemas-[0-9a-f]{16}$/],
    ['metadata', /^metadata-[0-9a-f]{16}$/],
    ['..', /^_-[0-9a-f]{16}$/],
    ['', /^_-[0-9a-f]{16}$/],
    ['a/b', /^a_b-[0-9a-f]{16}$/],
    ['../../etc/passwd', /^_etc_passwd-[0-9a-f]{16}$/],
    ['o\'clock `x` "y"', /^o_clock_x_y_-[0-9a-f]{16}$/],
    ['-rf', /^_rf-[0-9a-f]{16}$/],
    ['温度', /^_-[0-9a-f]{16}$/],
    ['Größe', /^gro_e-[0-9a-f]{16}$/],
    ['😀', /^_-[0-9a-f]{16}$/],
    ['x'.repeat(192), /^x{40}-[0-9a-f]{16}$/],
    ['a\nb\0c', /^a_b_c-[0-9a-f]{16}$/],
    ['tb1-0123456789abcdef', /^tb1-0123456789abcdef-[0-9a-f]{16}$/],
  ])('makes %j safe', (name, expected) => {
    expect(safeFileName(name)).toMatch(expected);
  });

  it('is the same in every release', () => {
    expect(safeFileName('Tb1')).toBe('tb1-2143e51815176f76');
    expect(safeFileName('温度')).toBe('_-3732e264dfa95cae');
  });

  it('tells names apart that a file system may not', () => {
    const names = ['tb1', 'Tb1', 'TB1', 'tB1', 'é', 'e\u0301', 'É', 'ﬁ', 'fi'];
    const keys = names.map(name => collisionKey(safeFileName(name)));
    expect(new Set(keys).size).toBe(names.length);
  });

  it('cannot be imitated by a name that looks like its result', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), name => {
        const result = safeFileName(name);
        fc.pre(result !== name);
        expect(safeFileName(result)).not.toBe(result);
      }),
    );
  });

  it('gives safe names, different for different names', () => {
    const anyName = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.string({ unit: fc.constantFrom('a', 'A', 'b', '-', '_', '0', '.') }),
    );
    fc.assert(
      fc.property(anyName, anyName, (left, right) => {
        const names = [safeFileName(left), safeFileName(right)];
        for (const name of names) {
          expect(name).toMatch(SAFE);
          expect(describeUnsafePath(name)).toBeUndefined();
        }
        expect(collisionKey(names[0]) === collisionKey(names[1])).toBe(
          left === right,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
