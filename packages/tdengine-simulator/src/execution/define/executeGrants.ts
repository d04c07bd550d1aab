import { SqlError, sqlErrors } from '../../SqlError';
import type { Grant } from '../../sql/users';
import { removeWhere, type Privilege } from '../../storage/Catalog';
import { updated, type UpdateResult } from '../results';
import { namesTable } from '../select/scopes';
import type { Session } from '../Session';
import { conditionText } from './conditionText';
import { requireUser } from './executeUsers';

/** Runs GRANT and REVOKE of rights on databases, tables and topics. */
export function changePrivileges(grant: Grant, session: Session): UpdateResult {
  requireUser(grant.user, session);
  const wanted = placesOf(grant, session).flatMap(place =>
    expand(grant.privileges).map(privilege => ({ ...place, privilege })),
  );
  if (grant.kind === 'grant') {
    wanted.forEach(privilege => addPrivilege(privilege, session));
  } else {
    requireHeld(grant, wanted, session);
    wanted.forEach(privilege => removePrivilege(privilege, session));
  }
  return updated();
}

type Place = Omit<Privilege, 'privilege'>;

/** `*.*` means every database there is now, one by one. */
function placesOf(grant: Grant, session: Session): Place[] {
  const { catalog } = session;
  const { user, database, table } = grant;
  if (database === '*') {
    return [...catalog.databases.keys()].map(name => ({
      user,
      database: name,
      table: '',
      condition: '',
    }));
  }
  if (grant.privileges.includes('subscribe')) {
    if (!catalog.topics.has(database)) {
      throw new SqlError(0x03e1, 'Topic not exist');
    }
    return [{ user, database, table: '', condition: '' }];
  }
  catalog.database(database);
  if (table === '*') {
    return [{ user, database, table: '', condition: '' }];
  }
  session.table({ database, table });
  if (grant.condition && namesTable(grant.condition)) {
    throw new SqlError(0x264c, 'Invalid tbname pseudo column');
  }
  const condition = grant.condition
    ? conditionText(grant.condition, { database, table })
    : '';
  return [{ user, database, table, condition }];
}

function addPrivilege(wanted: Privilege, { catalog }: Session): void {
  const exists = catalog.privileges.some(held => isSame(held, wanted));
  if (!exists) {
    catalog.privileges.push(wanted);
  } else if (wanted.condition !== '') {
    throw new SqlError(0x0359, 'User already have this priviledge');
  }
}

/** A right on one database that a user does not have cannot be taken away. */
function requireHeld(
  { database, table }: Grant,
  wanted: Privilege[],
  { catalog }: Session,
): void {
  const isHeld = (right: Privilege) =>
    catalog.privileges.some(held => isSame(held, right));
  if (database !== '*' && table === '*' && !wanted.every(isHeld)) {
    throw sqlErrors.invalidParameters();
  }
}

function removePrivilege(wanted: Privilege, { catalog }: Session): void {
  removeWhere(catalog.privileges, held => isSame(held, wanted));
}

function isSame(left: Privilege, right: Privilege): boolean {
  return (
    left.user === right.user &&
    left.database === right.database &&
    left.table === right.table &&
    left.privilege === right.privilege
  );
}

function expand(privileges: string[]): string[] {
  return privileges.includes('all') ? ['read', 'write'] : privileges;
}
