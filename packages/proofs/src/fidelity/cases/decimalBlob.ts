import { FidelityCase } from '../FidelityCase';

/** Every row is whole, so that TDengine 3.3.7.5 keeps it as a tuple, with the decimal in it. */
export const decimalBlobCase: FidelityCase = {
  name: 'decimal-blob',
  title:
    'DECIMAL and BLOB in one table, in the layout that TDengine stores right',
  options: "PRECISION 'ms' VGROUPS 1 KEEP 36500",
  async setUp({ database, execute }) {
    const columns =
      'ts TIMESTAMP, d DECIMAL(30, 4), s DECIMAL(10, 2), a BIGINT, b BIGINT, c BIGINT, body BLOB';
    await execute(`CREATE STABLE ${database}.st (${columns}) TAGS (t INT)`);
    await execute(`CREATE TABLE ${database}.plain (${columns})`);
    await execute(
      `CREATE TABLE ${database}.c1 USING ${database}.st TAGS (1) ${database}.c2 USING ${database}.st TAGS (2)`,
    );
    for (const table of ['c1', 'c2', 'plain']) {
      await execute(
        `INSERT INTO ${database}.${table} VALUES (1700000000000, 12345678901234567890.1234, 1.25, 1, 2, 3, '\\x00ff10') (1700000000001, -0.0001, -99999999.99, 1, 2, 3, 'text') (1700000000002, 0, 0, 1, 2, 3, '')`,
      );
    }
  },
};

/**
 * TDengine 3.3.7.5 keeps rows with many NULLs as keys and values, and then writes an address of its memory where the
 * decimal should be as soon as the table has a BLOB. Nothing that is written can be right: the restore has to say so.
 */
export const decimalBlobSparseCase: FidelityCase = {
  name: 'decimal-blob-sparse',
  title:
    'DECIMAL and BLOB in one table, in the layout that TDengine stores wrong',
  options: "PRECISION 'ms' VGROUPS 1 KEEP 36500",
  // What is wrong at the source already may have more digits than the column.
  refused: {
    message:
      /stored other values than it was given.*DECIMAL.*BLOB|has more than 20 digits/s,
    because: 'this server stores other values than it is given',
  },
  async setUp({ database, execute }) {
    await execute(
      `CREATE STABLE ${database}.st (ts TIMESTAMP, d DECIMAL(20, 4), body BLOB) TAGS (t INT)`,
    );
    await execute(
      `INSERT INTO ${database}.c1 USING ${database}.st TAGS (1) VALUES (1700000000000, 12345.6789, NULL) (1700000000001, 1.25, NULL)`,
    );
  },
};
