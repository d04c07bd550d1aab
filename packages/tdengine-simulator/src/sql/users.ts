import type { Expression } from './Expression';
import { parseExpression } from './parseExpression';
import type { TokenStream } from './TokenStream';

export interface CreateUser {
  kind: 'createUser';
  name: string;
  password: string;
  options: UserOptions;
}

export interface AlterUser {
  kind: 'alterUser';
  name: string;
  password?: string;
  options: UserOptions;
}

export interface DropUser {
  kind: 'dropUser';
  name: string;
}

export interface UserOptions {
  sysinfo?: boolean;
  createdb?: boolean;
  enable?: boolean;
}

/** GRANT and REVOKE of rights on data. */
export interface Grant {
  kind: 'grant' | 'revoke';
  privileges: string[];
  /** `*` for everything. */
  database: string;
  table: string;
  /** Behind WITH: which rows the right is about. */
  condition?: Expression;
  user: string;
}

/** The stream stands behind CREATE USER. */
export function parseCreateUser(stream: TokenStream): CreateUser {
  const name = stream.name();
  stream.expectWord('pass');
  const password = stream.string();
  return {
    kind: 'createUser',
    name,
    password,
    options: parseUserOptions(stream),
  };
}

/** The stream stands behind ALTER USER. */
export function parseAlterUser(stream: TokenStream): AlterUser {
  const name = stream.name();
  const password = stream.acceptWord('pass') ? stream.string() : undefined;
  return {
    kind: 'alterUser',
    name,
    password,
    options: parseUserOptions(stream),
  };
}

/** The stream stands behind DROP USER. */
export function parseDropUser(stream: TokenStream): DropUser {
  return { kind: 'dropUser', name: stream.name() };
}

function parseUserOptions(stream: TokenStream): UserOptions {
  const options: UserOptions = {};
  while (stream.isWord('sysinfo', 'createdb', 'enable', 'host')) {
    const option = stream.next().text;
    if (option === 'host') {
      stream.items(() => stream.string());
    } else {
      options[option as keyof UserOptions] = stream.integer() !== 0;
    }
  }
  return options;
}

/** The stream stands at GRANT or REVOKE. */
export function parseGrant(stream: TokenStream): Grant {
  const kind = stream.next().text as Grant['kind'];
  const privileges = stream.items(() => {
    if (!stream.isWord('all', 'read', 'write', 'alter', 'subscribe')) {
      throw stream.error();
    }
    return stream.next().text;
  });
  stream.expectWord('on');
  const database = part(stream);
  const table = stream.acceptSymbol('.') ? part(stream) : '*';
  const condition = stream.acceptWord('with')
    ? parseExpression(stream)
    : undefined;
  stream.expectWord(kind === 'grant' ? 'to' : 'from');
  return { kind, privileges, database, table, condition, user: stream.name() };
}

function part(stream: TokenStream): string {
  return stream.acceptSymbol('*') ? '*' : stream.name();
}
