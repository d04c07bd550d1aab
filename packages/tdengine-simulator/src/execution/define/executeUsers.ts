import { SqlError } from '../../SqlError';
import type { AlterUser, CreateUser, DropUser, Grant } from '../../sql/users';
import { removeWhere, type User } from '../../storage/Catalog';
import { updated, type UpdateResult } from '../results';
import type { Session } from '../Session';

const SHORTEST_PASSWORD = 8;

export function createUser(
  { name, password, options }: CreateUser,
  { catalog }: Session,
): UpdateResult {
  requirePassword(password);
  if (catalog.users.has(name)) {
    throw new SqlError(0x0350, 'User already exists');
  }
  catalog.users.set(name, {
    name,
    password,
    superUser: false,
    enable: true,
    sysinfo: true,
    createdb: false,
    createTime: Date.now(),
    ...options,
  });
  return updated();
}

export function alterUser(
  { name, password, options }: AlterUser,
  session: Session,
): UpdateResult {
  const user = requireUser(name, session);
  if (password !== undefined) {
    requirePassword(password);
    user.password = password;
  }
  Object.assign(user, options);
  return updated();
}

export function dropUser(
  { name, ifExists }: DropUser,
  session: Session,
): UpdateResult {
  if (!session.catalog.users.has(name) && ifExists) {
    return updated();
  }
  if (requireUser(name, session).superUser) {
    throw new SqlError(0x0303, 'Insufficient privilege for operation');
  }
  session.catalog.users.delete(name);
  removeWhere(session.catalog.privileges, ({ user }) => user === name);
  return updated();
}

export function changePrivileges(grant: Grant, session: Session): UpdateResult {
  const { catalog } = session;
  requireUser(grant.user, session);
  if (grant.database !== '*') {
    const database = catalog.database(grant.database);
    if (grant.table !== '*') {
      session.table({ database: database.name, table: grant.table });
    }
  }
  const place = {
    user: grant.user,
    database: grant.database === '*' ? 'all' : grant.database,
    table: grant.table === '*' ? '' : grant.table,
    condition: grant.condition ?? '',
  };
  for (const privilege of expand(grant.privileges)) {
    removeWhere(
      catalog.privileges,
      held =>
        held.user === place.user &&
        held.database === place.database &&
        held.table === place.table &&
        held.privilege === privilege,
    );
    if (grant.kind === 'grant') {
      catalog.privileges.push({ ...place, privilege });
    }
  }
  return updated();
}

function expand(privileges: string[]): string[] {
  return privileges.includes('all') ? ['read', 'write'] : privileges;
}

function requireUser(name: string, { catalog }: Session): User {
  const user = catalog.users.get(name);
  if (!user) {
    throw new SqlError(0x0351, 'Invalid user');
  }
  return user;
}

function requirePassword(password: string): void {
  if (password.length < SHORTEST_PASSWORD) {
    throw new SqlError(0x2611, 'Password too short or empty');
  }
}
