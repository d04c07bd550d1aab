export {
  encodeBinaryQuery,
  encodeFetchRawBlock,
  encodeJsonRequest,
  encodeWriteRawBlock,
  LONGEST_COLUMN_NAME,
} from './requests';
export {
  decodeBlockResponse,
  decodeJsonResponse,
  numberOf,
  readQueryResponse,
  type BlockResponse,
  type JsonResponse,
  type QueryResponse,
  type Response,
} from './responses';
export { boundTableName, encodeStmt2Bind, type Stmt2Table } from './stmt2Bind';
