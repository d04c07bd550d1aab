/**
 * One value inside the simulator; `undefined` is NULL.
 *
 * BOOL is a boolean; integers of up to 32 bits, FLOAT and DOUBLE are numbers; BIGINT, UBIGINT and TIMESTAMP are bigints;
 * VARCHAR, NCHAR and JSON are strings (bytes where VARCHAR is not valid UTF-8); VARBINARY, BLOB and GEOMETRY are bytes;
 * decimals are their unscaled integer.
 */
export type Cell = undefined | boolean | number | bigint | string | Uint8Array;
