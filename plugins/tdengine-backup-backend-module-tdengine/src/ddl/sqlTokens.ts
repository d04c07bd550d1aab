import { DamagedBackupError } from 'backstage-plugin-tdengine-backup-node';

/**
 * A piece of a statement, as TDengine cuts it.
 *
 * @internal
 */
export interface SqlToken {
  kind: 'word' | 'quoted' | 'string' | 'number' | 'placeholder' | 'symbol';
  /** As it was typed. */
  text: string;
  /** Of a word or a name in backticks, what it stands for: names without backticks are in lower case. */
  name?: string;
  /** Whether there was white space or a comment before it. */
  gap: boolean;
}

const WORD = '[A-Za-z_\\u0080-\\uffff][A-Za-z0-9_\\u0080-\\uffff]*';

/** Tried in this order where a token may begin. */
const TOKENS: ReadonlyArray<[SqlToken['kind'] | 'gap', RegExp]> = [
  ['gap', /(?:[ \t\n\f\r]|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/y],
  // Backslashes escape in text, but not between backticks.
  ['quoted', /`(?:``|[^`])+`/y],
  ['string', /'(?:\\[\s\S]|''|[^'\\])*'|"(?:\\[\s\S]|""|[^"\\])*"/y],
  ['word', new RegExp(WORD, 'y')],
  [
    'number',
    // What goes on behind it is cut in ways that differ between versions, so that it is no number.
    /(?:0x[0-9a-fA-F]+|0b[01]+|(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?[a-zA-Z]?)(?![\w.\u0080-\uffff])/y,
  ],
  ['placeholder', /%%[A-Za-z0-9_]+/y],
  ['symbol', /\/(?!\*)|<>|<=|>=|!=|==|<<|>>|\|\||->|[(),.;*+\-%=<>|&~:]/y],
];

/**
 * Cuts a statement of TDengine into tokens. Comments are left out, hints included: what is put together again is what
 * was looked at.
 *
 * @throws DamagedBackupError where something stands that no statement has
 * @internal
 */
export function tokenizeSql(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  // A server reads no further than that.
  let position = sql.includes('\0') ? -1 : 0;
  let gap = false;
  while (position < sql.length) {
    const found = position < 0 ? undefined : match(sql, position);
    if (!found) {
      throw new DamagedBackupError('It is no statement of TDengine');
    }
    position += found.text.length;
    if (found.kind === 'gap') {
      gap = true;
      continue;
    }
    tokens.push({ ...found, kind: found.kind, gap });
    gap = false;
  }
  return tokens;
}

/**
 * Whether a statement has a name with a backtick in it.
 *
 * @remarks
 *
 * TDengine 3.3.7 takes the doubling out of the statement itself. Where it then finds no such table, it parses what is left
 * once more, and that is another statement than the one that was looked at.
 *
 * @throws DamagedBackupError where it is no statement of TDengine
 * @internal
 */
export function hasBacktickInName(sql: string): boolean {
  return tokenizeSql(sql).some(
    ({ kind, name }) => kind === 'quoted' && name!.includes('`'),
  );
}

/**
 * The statement of some tokens.
 *
 * @internal
 */
export function joinTokens(tokens: readonly SqlToken[]): string {
  return tokens
    .map(({ text, gap }, index) => (gap && index > 0 ? ` ${text}` : text))
    .join('');
}

/**
 * A name that may stand for a database.
 *
 * @internal
 */
export interface DatabaseMention {
  /** Of its token. */
  index: number;
  name: string;
  /** It can be nothing else; otherwise it may be a table or an alias before its column. */
  certain: boolean;
}

/**
 * Names before a dot, and behind `DATABASE`.
 *
 * @throws DamagedBackupError where a dot does not stand between names
 * @internal
 */
export function databaseMentions(
  tokens: readonly SqlToken[],
): DatabaseMention[] {
  const isDot = (index: number) => tokens[index]?.text === '.';
  tokens.forEach((_, index) => {
    const after = tokens[index + 1];
    if (
      isDot(index) &&
      (tokens[index - 1]?.name === undefined ||
        (after?.name === undefined && after?.text !== '*'))
    ) {
      throw new DamagedBackupError('It is no statement of TDengine');
    }
  });
  return tokens.flatMap(({ name }, index) => {
    if (name === undefined || isDot(index - 1)) {
      return [];
    }
    const before = tokens[index - 1];
    const named = before?.kind === 'word' && before.name === 'database';
    return named || isDot(index + 1)
      ? [{ index, name, certain: named || isDot(index + 3) }]
      : [];
  });
}

function match(
  sql: string,
  position: number,
): { kind: SqlToken['kind'] | 'gap'; text: string; name?: string } | undefined {
  for (const [kind, pattern] of TOKENS) {
    pattern.lastIndex = position;
    const text = pattern.exec(sql)?.[0];
    if (text !== undefined) {
      return { kind, text, ...nameOf(kind, text) };
    }
  }
  return undefined;
}

function nameOf(kind: string, text: string): { name?: string } {
  switch (kind) {
    case 'word':
      return { name: text.toLowerCase() };
    case 'quoted':
      return { name: text.slice(1, -1).replaceAll('``', '`') };
    default:
      return {};
  }
}
