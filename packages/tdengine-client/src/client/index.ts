export { BlockWriter, type WriteBlockOptions } from './BlockWriter';
export type { CallOptions, QueryOptions, ScanOptions } from './CallOptions';
export type { ResultSet } from './ResultSet';
export type { ScanResult } from './Scan';
export { OLDEST_SUPPORTED_VERSION, type ServerInfo } from './ServerInfo';
export { Stmt2Writer, type Stmt2Options } from './Stmt2Writer';
export { TDengineClient } from './TDengineClient';
