import { JsonObject } from '@backstage/types';
import { TDengineClient } from 'tdengine-client';

/** What a case may do with the server while it makes its database. */
export interface CaseSetUp {
  /** Quoted, ready for SQL. */
  database: string;
  /** A second database, of cases that have one. */
  second: string;
  /** Name of the database as it is. */
  name: string;
  client: TDengineClient;
  execute(sql: string): Promise<void>;
}

/** One database that is hard to back up, and why. */
export interface FidelityCase {
  name: string;
  /** For the report. */
  title: string;
  /** What follows CREATE DATABASE and the name. */
  options: string;
  /** The same for a second database, backed up and restored together with the first. */
  secondOptions?: string;
  /** Switches of the restore, and options of the database that differ then because they were meant to. */
  restore?: { options: JsonObject; differs: readonly string[] };
  /** What follows CREATE DATABASE and the name of an empty one that is there already and is restored into. */
  target?: string;
  /** How the restore fails, where no right one is possible. */
  refused?: { message: RegExp; because: string };
  setUp(context: CaseSetUp): Promise<void>;
}
