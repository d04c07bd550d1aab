import type { ColumnBlock } from '../block';
import type { ColumnLayout } from '../block/blockLayout';
import { BinaryAction } from './BinaryAction';
import { quoteIdentifier } from '../sql/quoting';
import { bindColumnSize, writeBindColumn } from './bindColumn';
import { HEADER_SIZE, PROTOCOL_VERSION, writeRequestHeader } from './requests';

/** Where the payload starts: behind the header, u16 version and i32 column index. */
const PAYLOAD_AT = HEADER_SIZE + 6;
const PAYLOAD_HEADER_SIZE = 28;
/** All columns at once. */
const ALL_COLUMNS = -1;

/**
 * Rows of a block that go into one table.
 *
 * @public
 */
export interface Stmt2Table {
  /** Name of the table in the writer's database, as it is (not quoted). */
  name: string;
  /** Where the rows lie. */
  block: ColumnBlock;
  /** First row. */
  from: number;
  /** Row behind the last one. */
  to: number;
  /** Columns of the block, in the order of the statement's columns. */
  columnIndexes: readonly number[];
  /** The row of a block that has the tags, one a column, where the statement creates tables. */
  tags?: { block: ColumnBlock; row: number };
}

/**
 * The form in which a bind names a table. The server takes quotes off a name that begins with one, and would then find
 * another table or none; other names it takes as they are.
 *
 * @internal
 */
export function boundTableName(name: string): string {
  return /^[`'"]/.test(name) ? quoteIdentifier(name) : name;
}

/**
 * Binds rows of several tables to a statement (`driver/wrapper/stmt2binary.go` of taosAdapter):
 *
 * ```
 * header | u16 version | i32 column index | payload
 * payload: u32 total length | u32 tables | u32 tags | u32 columns
 *          u32 offset of the names | u32 offset of the tags, 0 without | u32 offset of the columns
 *          names: tables × u16 length with NUL, names with NUL
 *          tags: tables × u32 length, then per table the tags, each as a column of one row
 *          columns: tables × u32 length, then per table the columns, see `writeBindColumn`
 * ```
 *
 * Bytes are copied from the blocks; only NCHAR changes its encoding. The message has memory of its own.
 *
 * @param tables - at least one, all with the same number of columns
 * @internal
 */
export function encodeStmt2Bind(
  requestId: number,
  statementId: number,
  tables: readonly Stmt2Table[],
): Uint8Array {
  const names = tables.map(({ name }) =>
    Buffer.from(`${boundTableName(name)}\0`, 'utf8'),
  );
  const tagCount = tables[0].tags?.block.columns.length ?? 0;
  const tagsAt =
    PAYLOAD_AT +
    PAYLOAD_HEADER_SIZE +
    names.reduce((total, name) => total + 2 + name.length, 0);
  const tags = tagCount > 0 ? tables.map(tagColumns) : [];
  const columns = tables.map(boundColumns);
  const message = Buffer.allocUnsafeSlow(
    tagsAt + largestSize(tags) + largestSize(columns),
  );
  writeRequestHeader(message, requestId, statementId, BinaryAction.STMT2_BIND);
  message.writeUInt16LE(PROTOCOL_VERSION, HEADER_SIZE);
  message.writeInt32LE(ALL_COLUMNS, HEADER_SIZE + 2);
  writeNames(message, names);
  const columnsAt = writeColumns(message, tags, tagsAt);
  const end = writeColumns(message, columns, columnsAt);
  message.writeUInt32LE(end - PAYLOAD_AT, PAYLOAD_AT);
  message.writeUInt32LE(tables.length, PAYLOAD_AT + 4);
  message.writeUInt32LE(tagCount, PAYLOAD_AT + 8);
  message.writeUInt32LE(tables[0].columnIndexes.length, PAYLOAD_AT + 12);
  message.writeUInt32LE(PAYLOAD_HEADER_SIZE, PAYLOAD_AT + 16);
  message.writeUInt32LE(
    tagCount > 0 ? tagsAt - PAYLOAD_AT : 0,
    PAYLOAD_AT + 20,
  );
  message.writeUInt32LE(columnsAt - PAYLOAD_AT, PAYLOAD_AT + 24);
  return message.subarray(0, end);
}

interface BoundColumns {
  block: ColumnBlock;
  layouts: ColumnLayout[];
  from: number;
  to: number;
}

function boundColumns({
  block,
  from,
  to,
  columnIndexes,
}: Stmt2Table): BoundColumns {
  const layouts = columnIndexes.map(index => block.columns[index].layout);
  return { block, layouts, from, to };
}

function tagColumns({ tags }: Stmt2Table): BoundColumns {
  const { block, row } = tags!;
  const layouts = block.columns.map(({ layout }) => layout);
  return { block, layouts, from: row, to: row + 1 };
}

function largestSize(tables: readonly BoundColumns[]): number {
  let size = tables.length * 4;
  for (const { block, layouts, from, to } of tables) {
    for (const layout of layouts) {
      size += bindColumnSize(block, layout, from, to);
    }
  }
  return size;
}

/** Returns the position behind. */
function writeColumns(
  message: Buffer,
  tables: readonly BoundColumns[],
  at: number,
): number {
  const view = new DataView(
    message.buffer,
    message.byteOffset,
    message.byteLength,
  );
  let position = at + tables.length * 4;
  tables.forEach(({ block, layouts, from, to }, index) => {
    const start = position;
    for (const layout of layouts) {
      position = writeBindColumn(
        block,
        layout,
        from,
        to,
        message,
        view,
        position,
      );
    }
    message.writeUInt32LE(position - start, at + index * 4);
  });
  return position;
}

function writeNames(message: Buffer, names: readonly Buffer[]): void {
  let lengthAt = PAYLOAD_AT + PAYLOAD_HEADER_SIZE;
  let nameAt = lengthAt + names.length * 2;
  for (const name of names) {
    message.writeUInt16LE(name.length, lengthAt);
    message.set(name, nameAt);
    lengthAt += 2;
    nameAt += name.length;
  }
}
