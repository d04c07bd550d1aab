/** What a case may do with the server while it makes its database. */
export interface CaseSetUp {
  /** Quoted, ready for SQL. */
  database: string;
  execute(sql: string): Promise<void>;
}

/** One database that is hard to back up, and why. */
export interface FidelityCase {
  name: string;
  /** For the report. */
  title: string;
  /** What follows CREATE DATABASE and the name. */
  options: string;
  setUp(context: CaseSetUp): Promise<void>;
  /** Left out with this reason where the server's version has no such thing. */
  skipWhen?(error: Error): string | undefined;
}
