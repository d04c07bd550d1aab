export { BlockWriter, type WriteBlockOptions } from './BlockWriter';
export type { ResultSet } from './ResultSet';
export type { ScanResult } from './Scan';
export { OLDEST_SUPPORTED_VERSION, type ServerInfo } from './ServerInfo';
export { Stmt2Writer, type Stmt2Options } from './Stmt2Writer';
export {
  TDengineClient,
  type CallOptions,
  type QueryOptions,
  type ScanOptions,
} from './TDengineClient';
