import { SqlError, sqlErrors } from '../../SqlError';
import type { AlterUser, CreateUser, DropUser } from '../../sql/users';
import { removeWhere, type User } from '../../storage/Catalog';
import { updated, type UpdateResult } from '../results';
import type { Session } from '../Session';

const SHORTEST_PASSWORD = 8;

/** Kinds of characters, of which a password needs three. */
const CHARACTER_KINDS = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/];

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

export function dropUser({ name }: DropUser, session: Session): UpdateResult {
  if (requireUser(name, session).superUser) {
    throw sqlErrors.permissionDenied();
  }
  session.catalog.users.delete(name);
  removeWhere(session.catalog.privileges, ({ user }) => user === name);
  return updated();
}

export function requireUser(name: string, { catalog }: Session): User {
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
  const kinds = CHARACTER_KINDS.filter(kind => kind.test(password)).length;
  if (kinds < 3) {
    throw new SqlError(0x2648, 'Invalid password');
  }
}
