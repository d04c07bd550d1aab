import {
  BackupSetReader,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { ExpectedTable, PartFormat, PartRows } from '../formats/PartFormat';
import { copyCsvLines } from './copyCsvLines';
import { csvCodec } from './csvCodec';
import { readCsvBlocks } from './readCsvBlocks';
import { writeCsvPart } from './writeCsvPart';

/**
 * Text that any tool reads.
 *
 * @internal
 */
export const csvPartFormat: PartFormat = {
  name: 'csv',
  extension: '.csv',
  codec: csvCodec,
  write: writeCsvPart,
  open: openCsv,
  copyLines: copyCsvLines,
};

async function* openCsv(
  set: BackupSetReader,
  file: ManifestFile,
  { columns }: ExpectedTable,
  options: { signal: AbortSignal },
): AsyncGenerator<PartRows> {
  const content = await set.read(file.path, options);
  try {
    for await (const rows of readCsvBlocks(file, content, columns)) {
      yield { ...rows, columns };
    }
  } finally {
    content.destroy();
  }
}
