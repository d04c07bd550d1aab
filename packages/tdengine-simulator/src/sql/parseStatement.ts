import { SqlError, sqlErrors } from '../SqlError';
import { parseAlterTable, type AlterTable } from './alterTable';
import {
  parseAlterDatabase,
  parseCreateDatabase,
  parseDropDatabase,
  type AlterDatabase,
  type CreateDatabase,
  type DropDatabase,
  type FlushDatabase,
  type UseDatabase,
} from './databases';
import { parseDelete, type DeleteStatement } from './delete';
import {
  parseCreateIndex,
  parseDropIndex,
  type CreateIndex,
  type DropIndex,
} from './indexes';
import { parseInsert, type InsertStatement } from './insert';
import { parseSelect, type SelectStatement } from './select';
import {
  parseDescribe,
  parseShow,
  type Describe,
  type Show,
  type ShowCreate,
} from './show';
import {
  parseCreateTable,
  parseDropTables,
  type CreateChildTables,
  type CreateNormalTable,
  type CreateSuperTable,
  type DropTables,
} from './tables';
import { TokenStream } from './TokenStream';
import {
  parseCreateTopic,
  parseDropTopic,
  type CreateTopic,
  type DropTopic,
} from './topics';
import {
  parseAlterUser,
  parseCreateUser,
  parseDropUser,
  parseGrant,
  type AlterUser,
  type CreateUser,
  type DropUser,
  type Grant,
} from './users';
import {
  parseCreateVirtualTable,
  type CreateVirtualTable,
} from './virtualTables';

export type Statement =
  | AlterDatabase
  | AlterTable
  | AlterUser
  | CreateChildTables
  | CreateDatabase
  | CreateIndex
  | CreateNormalTable
  | CreateSuperTable
  | CreateTopic
  | CreateUser
  | CreateVirtualTable
  | DeleteStatement
  | Describe
  | DropDatabase
  | DropIndex
  | DropTables
  | DropTopic
  | DropUser
  | FlushDatabase
  | Grant
  | InsertStatement
  | SelectStatement
  | Show
  | ShowCreate
  | UseDatabase;

/**
 * Parses one statement.
 *
 * @throws SqlError with TDengine's own code and text where the statement is wrong or beyond the simulator
 */
export function parseStatement(sql: string): Statement {
  const stream = new TokenStream(sql);
  const statement = parse(stream);
  stream.expectEnd();
  return statement;
}

function parse(stream: TokenStream): Statement {
  if (stream.isWord('select')) {
    return parseSelect(stream);
  }
  if (stream.isWord('insert')) {
    return parseInsert(stream);
  }
  if (stream.isWord('grant', 'revoke')) {
    return parseGrant(stream);
  }
  if (stream.acceptWord('create')) {
    return parseCreate(stream);
  }
  if (stream.acceptWord('drop')) {
    return parseDrop(stream);
  }
  if (stream.acceptWord('alter')) {
    return parseAlter(stream);
  }
  if (stream.acceptWord('show')) {
    return parseShow(stream);
  }
  if (stream.acceptWord('describe', 'desc')) {
    return parseDescribe(stream);
  }
  if (stream.acceptWord('delete')) {
    return parseDelete(stream);
  }
  if (stream.acceptWord('use')) {
    return { kind: 'use', name: stream.name() };
  }
  if (stream.acceptWords('flush', 'database')) {
    return { kind: 'flush', name: stream.name() };
  }
  throw stream.error();
}

function parseCreate(stream: TokenStream): Statement {
  if (stream.isWord('table', 'stable')) {
    return parseCreateTable(stream);
  }
  if (stream.isWord('vtable')) {
    return parseCreateVirtualTable(stream);
  }
  if (stream.acceptWord('database')) {
    return parseCreateDatabase(stream);
  }
  if (stream.acceptWord('topic')) {
    return parseCreateTopic(stream);
  }
  if (stream.acceptWord('index')) {
    return parseCreateIndex(stream);
  }
  if (stream.acceptWord('user')) {
    return parseCreateUser(stream);
  }
  return refuseCreate(stream);
}

/** What the community edition refuses whoever asks. */
function refuseCreate(stream: TokenStream): never {
  if (stream.isWord('tsma', 'recursive')) {
    throw new SqlError(0x2600, 'TSMA not support yet');
  }
  if (stream.isWord('view', 'or')) {
    throw sqlErrors.notSupported();
  }
  throw stream.error();
}

function parseDrop(stream: TokenStream): Statement {
  if (stream.isWord('table', 'stable', 'vtable')) {
    return parseDropTables(stream);
  }
  if (stream.acceptWord('database')) {
    return parseDropDatabase(stream);
  }
  if (stream.acceptWord('topic')) {
    return parseDropTopic(stream);
  }
  if (stream.acceptWord('index')) {
    return parseDropIndex(stream);
  }
  if (stream.acceptWord('user')) {
    return parseDropUser(stream);
  }
  throw stream.error();
}

function parseAlter(stream: TokenStream): Statement {
  if (stream.isWord('table', 'stable', 'vtable')) {
    return parseAlterTable(stream);
  }
  if (stream.acceptWord('database')) {
    return parseAlterDatabase(stream);
  }
  if (stream.acceptWord('user')) {
    return parseAlterUser(stream);
  }
  throw stream.error();
}
