import { Translate } from '../../hooks/useTranslation';

/** A format in words; one that these pages have no words for goes by its own name. */
export function describeFormat(
  format: string,
  t: Translate,
): { label: string; hint?: string } {
  switch (format) {
    case 'native':
      return {
        label: t('common.format.native'),
        hint: t('createBackup.options.formatNativeHint'),
      };
    case 'parquet':
      return {
        label: t('common.format.parquet'),
        hint: t('createBackup.options.formatParquetHint'),
      };
    case 'csv':
      return {
        label: t('common.format.csv'),
        hint: t('createBackup.options.formatCsvHint'),
      };
    default:
      return { label: format };
  }
}
