import { z } from 'zod/v3';
import { readBySchema } from './parseToFirstFault';

describe('what a stranger wrote', () => {
  it('is not looked at behind its first fault', () => {
    let looked = 0;
    const item = z.unknown().refine(() => {
      looked++;
      return false;
    });
    const values = Array.from({ length: 1000 }, () => 0);
    for (const [schema, value, fault] of [
      [z.object({ a: z.array(item) }), { a: values }, 'a[0]'],
      [z.object({ a: z.array(item).min(1) }), { a: values }, 'a[0]'],
      [
        z.object({ a: z.array(z.object({ b: z.array(item) })) }),
        { a: [{ b: [] }, { b: values }] },
        'a[1].b[0]',
      ],
      [
        z.object({ a: z.record(item) }),
        { a: Object.fromEntries(values.entries()) },
        'a.0',
      ],
    ] as const) {
      looked = 0;
      expect(readBySchema(schema, value)).toEqual({
        fault: `${fault}: Invalid input`,
      });
      expect(looked).toBe(1);
    }
  });

  it('has as many items as there have to be', () => {
    const schema = z.object({ a: z.array(z.number()).min(1) });
    expect(readBySchema(schema, { a: [1], b: 2 })).toEqual({
      data: { a: [1] },
    });
    expect(readBySchema(schema, { a: [] })).toEqual({
      fault: 'a: Array must contain at least 1 element(s)',
    });
  });

  it('is read with its records', () => {
    const schema = z.object({ a: z.record(z.string()) });
    expect(readBySchema(schema, { a: { b: 'c' } })).toEqual({
      data: { a: { b: 'c' } },
    });
  });
});
