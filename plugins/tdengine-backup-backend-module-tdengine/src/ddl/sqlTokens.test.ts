import fc from 'fast-check';
import { quoteIdentifier, quoteString } from 'tdengine-client';
import { databaseMentions, joinTokens, tokenizeSql } from './sqlTokens';

const mentions = (sql: string) =>
  databaseMentions(tokenizeSql(sql)).map(({ name, certain }) => [
    name,
    certain,
  ]);

describe('tokenizeSql', () => {
  it('cuts as TDengine does', () => {
    expect(
      tokenizeSql(
        `Select 1.5s,'it''s \\' --no', "a\\"b"/*x;*/>=%%TROWS -- end;\n\`a\\\`.b`,
      ).map(({ kind, text, gap }) => [kind, text, gap]),
    ).toEqual([
      ['word', 'Select', false],
      ['number', '1.5s', true],
      ['symbol', ',', false],
      ['string', `'it''s \\' --no'`, false],
      ['symbol', ',', false],
      ['string', `"a\\"b"`, true],
      ['symbol', '>=', true],
      ['placeholder', '%%TROWS', false],
      ['quoted', '`a\\`', true],
      ['symbol', '.', false],
      ['word', 'b', false],
    ]);
  });

  it.each([
    `'open`,
    '`open',
    `'a\\'`,
    '/* open',
    '/*/',
    'a\0b',
    'a @ b',
    'a ? b',
    'a $ b',
    '1from a',
    '1.a',
    '1.5.a',
    '``',
    'a\u000bb',
  ])('refuses %j', sql => {
    expect(() => tokenizeSql(sql)).toThrow('It is no statement of TDengine');
  });

  const piece = fc.oneof(
    fc.constantFrom(
      ...['create', 'FROM', 'x1', '温度', '(', ')', ',', '>=', '->', '10m'],
      ...['.5', '1e-3', '0x1F', '%%tbname', ';', '*'],
    ),
    fc
      .string({ minLength: 1, unit: 'grapheme' })
      .filter(text => !text.includes('\0'))
      .chain(text =>
        fc.constantFrom(
          quoteIdentifier(text),
          quoteString(text),
          `"${text.replace(/["\\]/g, character => `\\${character}`)}"`,
        ),
      ),
  );
  const gap = fc.constantFrom(' ', '\n\t', '/* a ; `b` */', '-- it`s; "x\n');

  it('finds the pieces that a statement was made of, whatever stands in quotes and comments', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, gap)), pieces => {
        const sql = pieces.map(([text, space]) => `${text}${space}`).join('');
        const tokens = tokenizeSql(sql);
        expect(tokens.map(({ text }) => text)).toEqual(
          pieces.map(([text]) => text),
        );
        const joined = joinTokens(tokens);
        expect(joined).toBe(pieces.map(([text]) => text).join(' '));
        expect(
          tokenizeSql(joined).map(({ kind, text }) => [kind, text]),
        ).toEqual(tokens.map(({ kind, text }) => [kind, text]));
      }),
    );
  });

  it('cuts any text into what is in it, or refuses it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab1.`\'"\\/*-\n ;%0xé') }),
        sql => {
          let tokens;
          try {
            tokens = tokenizeSql(sql);
          } catch {
            return;
          }
          const joined = joinTokens(tokens);
          expect(joinTokens(tokenizeSql(joined))).toBe(joined);
          expect(tokenizeSql(joined).map(({ text }) => text)).toEqual(
            tokens.map(({ text }) => text),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('databaseMentions', () => {
  it.each<[string, unknown]>([
    [
      'select a.b from `C` . d',
      [
        ['a', false],
        ['C', false],
      ],
    ],
    ['select DB.t.c, * from t', [['db', true]]],
    ['create topic t as database `X`', [['X', true]]],
    ['select database() from t', []],
    [`select 'a.b', "c.d" /* e.f */ from t -- g.h`, []],
    [
      'select a.* from a./**/b',
      [
        ['a', false],
        ['a', false],
      ],
    ],
  ])('%s', (sql, found) => {
    expect(mentions(sql)).toEqual(found);
  });

  it.each([
    `select 'a'.b`,
    'select (a).b',
    'select a.',
    '.a',
    'a..b',
    '%%tbname.a',
  ])('refuses %s', sql => {
    expect(() => mentions(sql)).toThrow('It is no statement of TDengine');
  });
});
