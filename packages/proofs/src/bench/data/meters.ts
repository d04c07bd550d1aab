import { createDatabase } from '../../generate/createDatabase';
import { fillSuperTable } from '../../generate/fillSuperTable';
import { meterColumns } from '../../generate/meterColumns';
import { DataSet } from './DataSet';
import { findProgram } from '../runs/findProgram';
import { runTaosBenchmark } from './runTaosBenchmark';

/** Meters of four columns, by TDengine's own benchmark where it is there, else by the project's generator. */
export function meters(
  options: {
    tables: number;
    rowsPerTable: number;
    /** Whether tables have values of their own; those of TDengine's benchmark have the same, whatever it is told. */
    distinct?: boolean;
  } & Pick<DataSet, 'name' | 'title'> &
    Partial<DataSet>,
): DataSet {
  const { tables, rowsPerTable, distinct, ...rest } = options;
  return {
    against: [],
    reach: [],
    shape: scale => {
      const scaled = Math.max(1, Math.round(tables * scale));
      return { tables: scaled, rows: scaled * rowsPerTable };
    },
    async make({ client, database, shape, log }) {
      const program = distinct ? undefined : await findProgram('taosBenchmark');
      if (program) {
        log(`by ${program}`);
        await runTaosBenchmark(program, {
          database,
          tables: shape.tables,
          rowsPerTable,
        });
        return;
      }
      log(
        `by the project's generator${
          distinct ? '' : ': taosBenchmark is not on PATH'
        }`,
      );
      await createDatabase(client, database);
      await fillSuperTable(client, database, {
        name: 'meters',
        childPrefix: 'd',
        columns: meterColumns,
        tables: shape.tables,
        rowsPerTable,
        variations: distinct ? shape.tables : 16,
      });
    },
    ...rest,
  };
}
