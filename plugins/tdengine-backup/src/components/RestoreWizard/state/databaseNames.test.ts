import fc from 'fast-check';
import {
  MAX_NAME_BYTES,
  nameProblems,
  targetName,
  withName,
  withSuffix,
} from './databaseNames';

describe('databaseNames', () => {
  it('keeps the original name until another one is given', () => {
    const names = withName({}, 'power', 'power_copy');

    expect(targetName(names, 'power')).toBe('power_copy');
    expect(targetName(names, 'water')).toBe('water');
    expect(withName(names, 'power', 'power')).toEqual({});
  });

  it.each([
    ['', 'empty'],
    [' power', 'blank'],
    ['a'.repeat(65), 'tooLong'],
    ['电'.repeat(22), 'tooLong'],
    ['power.1', 'dot'],
    ['po\u0007wer', 'control'],
    ['Information_Schema', 'system'],
  ])('says what is wrong with %p', (name, problem) => {
    expect(nameProblems({ power: name }, ['power'])).toEqual(
      new Map([['power', problem]]),
    );
  });

  it.each(['power', 'a'.repeat(64), '电'.repeat(21), 'a b', 'a/b`c'])(
    'takes %p, as the server does',
    name => {
      expect(nameProblems({ power: name }, ['power'])).toEqual(new Map());
    },
  );

  it('sees two databases that would become one, and no others', () => {
    expect(nameProblems({ a: 'b' }, ['a', 'b', 'c'])).toEqual(
      new Map([
        ['a', 'duplicate'],
        ['b', 'duplicate'],
      ]),
    );
    expect(nameProblems({ a: 'b' }, ['a', 'c'])).toEqual(new Map());
  });

  it('adds a suffix without making a name too long', () => {
    expect(withSuffix(['power', '电力'], '_restored')).toEqual({
      power: 'power_restored',
      电力: '电力_restored',
    });
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 64 }),
        database => {
          const name = targetName(withSuffix([database], '_copy'), database);
          expect(name.endsWith('_copy')).toBe(true);
          expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(
            MAX_NAME_BYTES,
          );
        },
      ),
    );
  });
});
