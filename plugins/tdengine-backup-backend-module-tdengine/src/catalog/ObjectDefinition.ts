/**
 * What a server has beside tables: of a database, or of its own (functions, users and grants).
 *
 * @public
 */
export type ObjectKind =
  | 'index'
  | 'tsma'
  | 'view'
  | 'topic'
  | 'stream'
  | 'function'
  | 'user'
  | 'grant';

/**
 * An object beside tables, as the statement that makes it anew.
 *
 * @public
 */
export interface ObjectDefinition {
  kind: ObjectKind;
  name: string;
  /** Without the semicolon; names databases as they are called at the source. */
  statement: string;
  /** A person has to complete and run it: there is a placeholder in it. */
  byHand?: true;
}

/**
 * The objects of a database, `schemas/<database>/objects.json`, or of a server, `schemas/server.json`.
 *
 * @public
 */
export interface ObjectDefinitions {
  formatVersion: 1;
  /** Absent for those of the server. */
  database?: string;
  objects: ObjectDefinition[];
}
