/**
 * A refusal in TDengine's own words: the code and text a client of the real server gets. The codes are those of
 * `include/util/taoserror.h`, the texts those of `source/util/src/terror.c` and of recorded answers.
 */
export class SqlError extends Error {
  constructor(readonly code: number, message: string) {
    super(message);
    this.name = 'SqlError';
  }
}

/** Longest piece of the statement an insert error quotes, in characters. */
const LONGEST_NEAR = 63;

/** Refusals that more than one part of the simulator utters. */
export const sqlErrors = {
  syntax: (near: string) => new SqlError(0x2600, `syntax error near "${near}"`),
  unrecognized: (text: string) =>
    new SqlError(0x2600, `unrecognized token: "${text}"`),
  incomplete: () => new SqlError(0x2601, 'Incomplete SQL statement'),
  insertSyntax: (near: string, why?: string) =>
    new SqlError(
      0x0216,
      `syntax error near '${near.slice(0, LONGEST_NEAR)}'${
        why === undefined ? '' : ` (${why})`
      }`,
    ),
  invalidOperation: (message: string) => new SqlError(0x0200, message),
  notSupported: () => new SqlError(0x0100, 'Operation not supported'),
  invalidParameters: () => new SqlError(0x0118, 'Invalid parameters'),
  noSuchColumn: (name: string) =>
    new SqlError(0x2602, `Invalid column name: ${name}`),
  noSuchTable: () => new SqlError(0x2603, 'Table does not exist'),
  noSuchDatabase: () => new SqlError(0x0388, 'Database not exist'),
  noDatabase: () => new SqlError(0x2616, 'Database not specified'),
  noSuchSuperTable: () => new SqlError(0x0362, 'STable not exist'),
  tableExists: () => new SqlError(0x0603, 'Table already exists'),
  systemTable: () => new SqlError(0x2669, 'System table not allowed'),
  invalidTagName: (name: string) =>
    new SqlError(0x260e, `Invalid tag name: ${name}`),
  tagsNotMatched: () => new SqlError(0x260d, 'Tags number not matched'),
  valueTooLong: (name: string) =>
    new SqlError(0x2653, `Value too long for column/tag: ${name}`),
  invalidVarbinary: (name: string) =>
    new SqlError(0x266a, `Invalid varbinary value: ${name}`),
  outOfKeep: () => new SqlError(0x060b, 'Timestamp data out of range'),
  decimalOverflow: () => new SqlError(0x013d, 'Decimal value overflow'),
  notSingleGroup: () =>
    new SqlError(0x260c, 'Not a single-group group function'),
  groupByLacks: () => new SqlError(0x260a, 'Not a GROUP BY expression'),
  badParameterType: (name: string) =>
    new SqlError(0x2802, `Invalid parameter data type : ${name}`),
  badParameterCount: (name: string) =>
    new SqlError(0x2801, `Invalid number of parameters : ${name}`),
  wrongValueType: (text: string) =>
    new SqlError(0x2605, `Invalid value type: ${text}`),
  noSuchFunction: () => new SqlError(0x0374, 'Func not exists'),
  permissionDenied: () =>
    new SqlError(0x2644, 'Permission denied or target object not exist'),
  authentication: () => new SqlError(0x0357, 'Authentication failure'),
} as const;
