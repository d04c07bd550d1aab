export { assembleBlock, type AssembledColumn } from './assembleBlock';
export { BlockColumn } from './BlockColumn';
export { ColumnBlock } from './ColumnBlock';
export type {
  ColumnSchema,
  ColumnType,
  Precision,
  Value,
} from './ColumnSchema';
export { columnTypeOf } from './columnTypeOf';
export { freeMemory } from './freeMemory';
export { encodeBlock, type EncodeBlockOptions } from './encodeBlock';
export type { BlockRun } from './findRuns';
export {
  fixedSizeOf,
  isTDengineType,
  TDengineType,
  typeName,
} from './TDengineType';
