import { parseStatement, type Statement } from '../sql/parseStatement';
import { alterTable } from './define/executeAlterTable';
import {
  alterDatabase,
  createDatabase,
  dropDatabase,
} from './define/executeDatabases';
import { createIndex, dropIndex } from './define/executeIndexes';
import {
  createChildTables,
  createNormalTable,
  createSuperTable,
  dropTables,
} from './define/executeTables';
import { createTopic, dropTopic } from './define/executeTopics';
import { changePrivileges } from './define/executeGrants';
import { alterUser, createUser, dropUser } from './define/executeUsers';
import { createVirtualTable } from './define/executeVirtualTables';
import { updated, type ExecutionResult } from './results';
import { executeSelect } from './select/executeSelect';
import type { Session } from './Session';
import { executeDescribe } from './show/executeDescribe';
import { executeShow } from './show/executeShow';
import { executeShowCreate } from './show/executeShowCreate';
import { executeDelete } from './write/executeDelete';
import { executeInsert } from './write/executeInsert';

/**
 * Runs one statement.
 *
 * @throws SqlError with TDengine's own code and text where it is refused
 */
export function executeSql(sql: string, session: Session): ExecutionResult {
  return execute(parseStatement(sql), session);
}

function execute(statement: Statement, session: Session): ExecutionResult {
  switch (statement.kind) {
    case 'select':
      return executeSelect(statement, session);
    case 'insert':
      return executeInsert(statement, session);
    case 'delete':
      return executeDelete(statement, session);
    case 'show':
      return executeShow(statement, session);
    case 'showCreate':
      return executeShowCreate(statement, session);
    case 'describe':
      return executeDescribe(statement, session);
    case 'use':
      session.use(statement.name);
      return updated();
    case 'flush':
      session.catalog.database(statement.name);
      return updated();
    default:
      return define(statement, session);
  }
}

type Definition = Exclude<
  Statement,
  {
    kind:
      | 'select'
      | 'insert'
      | 'delete'
      | 'show'
      | 'showCreate'
      | 'describe'
      | 'use'
      | 'flush';
  }
>;

function define(statement: Definition, session: Session): ExecutionResult {
  switch (statement.kind) {
    case 'createDatabase':
      return createDatabase(statement, session);
    case 'alterDatabase':
      return alterDatabase(statement, session);
    case 'dropDatabase':
      return dropDatabase(statement, session);
    case 'createSuperTable':
      return createSuperTable(statement, session);
    case 'createNormalTable':
      return createNormalTable(statement, session);
    case 'createChildTables':
      return createChildTables(statement, session);
    case 'createVirtualTable':
      return createVirtualTable(statement, session);
    case 'dropTables':
      return dropTables(statement, session);
    case 'alterTable':
      return alterTable(statement, session);
    case 'createTopic':
      return createTopic(statement, session);
    case 'dropTopic':
      return dropTopic(statement, session);
    case 'createIndex':
      return createIndex(statement, session);
    case 'dropIndex':
      return dropIndex(statement, session);
    case 'createUser':
      return createUser(statement, session);
    case 'alterUser':
      return alterUser(statement, session);
    case 'dropUser':
      return dropUser(statement, session);
    default:
      return changePrivileges(statement, session);
  }
}
