import { DamagedBackupError } from 'backstage-plugin-tdengine-backup-node';
import { ObjectDefinition } from '../catalog/ObjectDefinition';
import {
  databaseMentions,
  DatabaseMention,
  SqlToken,
  tokenizeSql,
} from './sqlTokens';

/** Servers tell 2,048 bytes of a statement. */
const LONGEST = 65_536;

/**
 * Databases that a statement may meet.
 *
 * @internal
 */
export interface KnownDatabases {
  /** It may name these. */
  allowed: ReadonlySet<string>;
  /** These it may not name, not even as an alias. */
  others: readonly string[];
}

/**
 * The statement of an index, TSMA, view, topic or stream, which a file says is one.
 *
 * @remarks
 *
 * Whoever wrote the file may have written anything, and a server does what it is told with the rights of the portal.
 * So a statement is run only where it is one that makes the very object that it is listed as.
 *
 * @internal
 */
export class ObjectStatement {
  readonly #tokens: readonly SqlToken[];
  readonly #mentions: readonly DatabaseMention[];

  private constructor(
    tokens: readonly SqlToken[],
    mentions: readonly DatabaseMention[],
  ) {
    this.#tokens = tokens;
    this.#mentions = mentions;
  }

  /**
   * @param database - whose object it is
   * @throws DamagedBackupError where the statement does not make that object, or does something else beside
   */
  static parse(object: ObjectDefinition, database: string): ObjectStatement {
    const { kind, name, statement } = object;
    const tokens = statement.length > LONGEST ? [] : tokenizeSql(statement);
    if (
      tokens.some(({ text }) => text === ';') ||
      !creates(tokens, object, database)
    ) {
      throw new DamagedBackupError(
        `The statement of ${kind} '${name}' in the backup is not one that creates it`,
      );
    }
    return new ObjectStatement(tokens, databaseMentions(tokens));
  }

  /**
   * A database that it names and may not. What stands before a dot and is no database can only be a table or an alias of
   * the statement. Names that differ in their case only are kept apart by nobody: what a server makes of the case depends on
   * the quotes before.
   */
  otherDatabase({ allowed, others }: KnownDatabases): string | undefined {
    const forbidden = new Set(
      others.filter(name => !allowed.has(name)).map(name => name.toLowerCase()),
    );
    const first = new Set(this.#mentions.map(({ index }) => index));
    const declared = new Set(
      this.#tokens
        .filter((token, index) => token.name !== undefined && !first.has(index))
        .map(({ name }) => name),
    );
    return this.#mentions.find(
      ({ name, certain }) =>
        forbidden.has(name.toLowerCase()) ||
        (!allowed.has(name) && (certain || !declared.has(name))),
    )?.name;
  }

  /** Whether it sends rows to addresses of its own. */
  get notifies(): boolean {
    return this.#tokens.some(
      ({ kind, name }) => kind === 'word' && name === 'notify',
    );
  }
}

/** Whether it begins as a statement that creates this object. The grammar sees to the rest: nothing else goes on from there. */
function creates(
  tokens: readonly SqlToken[],
  { kind, name }: ObjectDefinition,
  database: string,
): boolean {
  let at = 0;
  const accept = (...texts: string[]) => {
    const found = texts.every((text, index) => {
      const token = tokens[at + index];
      return (
        (token?.kind === 'word' || token?.kind === 'symbol') &&
        token.text.toLowerCase() === text
      );
    });
    at += found ? texts.length : 0;
    return found;
  };
  const acceptName = (matches: (token: SqlToken) => boolean = () => true) => {
    const token = tokens[at++];
    return token?.name !== undefined && matches(token);
  };
  const isDatabase = (token: SqlToken) => token.name === database;
  const isObject = (token: SqlToken) =>
    token.kind === 'word'
      ? token.name === name.toLowerCase()
      : token.name === name;

  if (!accept('create')) {
    return false;
  }
  if (kind === 'tsma') {
    accept('recursive');
  }
  if (!accept(kind)) {
    return false;
  }
  accept('if', 'not', 'exists');
  const isQualified = tokens[at + 1]?.text === '.';
  if (isQualified && !(acceptName(isDatabase) && accept('.'))) {
    return false;
  }
  if (!acceptName(isObject)) {
    return false;
  }
  switch (kind) {
    case 'index':
      return (
        accept('on') &&
        acceptName(isDatabase) &&
        accept('.') &&
        acceptName() &&
        accept('(') &&
        acceptName() &&
        accept(')') &&
        at === tokens.length
      );
    case 'tsma':
      return accept('on');
    case 'topic':
      if (!accept('with', 'meta')) {
        accept('only', 'meta');
      }
      return accept('as');
    case 'view':
      return accept('as');
    default:
      return kind === 'stream';
  }
}
