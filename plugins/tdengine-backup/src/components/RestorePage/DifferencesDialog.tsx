import {
  CellText,
  ColumnConfig,
  Dialog,
  DialogBody,
  DialogHeader,
  Flex,
  Table,
  Text,
} from '@backstage/ui';
import { RestoreCheck } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useTableFooter } from '../../hooks/useTableFooter';
import { useTranslation } from '../../hooks/useTranslation';

const PAGE_SIZE = 10;

interface Props {
  check: RestoreCheck;
  onClose: () => void;
}

/** The tables of one comparison that differ, with both numbers. Render it only while it is open. */
export function DifferencesDialog(props: Props) {
  const { check, onClose } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const [page, setPage] = useState(1);
  const { differences, differing } = check;
  const pagination = useTableFooter({
    page,
    pageSize: PAGE_SIZE,
    totalItems: differences.length,
    onPage: setPage,
  });

  const rows = differences
    .slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    .map(difference => ({ ...difference, id: difference.table }));
  const columns: ColumnConfig<(typeof rows)[number]>[] = [
    {
      id: 'table',
      label: t('restoreDetail.report.table'),
      isRowHeader: true,
      defaultWidth: '2fr',
      cell: ({ table }) => <CellText title={table} />,
    },
    {
      id: 'file',
      label: t('restoreDetail.report.file'),
      cell: ({ file }) => <CellText title={format.count(file)} />,
    },
    {
      id: 'target',
      label: t('restoreDetail.report.target'),
      cell: ({ target }) => <CellText title={format.count(target)} />,
    },
    {
      id: 'difference',
      label: t('restoreDetail.report.difference'),
      cell: ({ file, target }) => (
        <CellText
          title={`${target > file ? '+' : ''}${format.count(target - file)}`}
        />
      ),
    },
  ];

  const words: string[] = [
    t('restoreDetail.report.differencesHint', {
      count: differing,
      formatted: format.count(differing),
    }),
  ];
  if (differing > differences.length) {
    words.push(
      t('restoreDetail.report.differencesCut', {
        shown: format.count(differences.length),
      }),
    );
  }
  return (
    <Dialog
      isOpen
      isDismissable
      onOpenChange={isOpen => !isOpen && onClose()}
      width={640}
    >
      <DialogHeader>
        {t('restoreDetail.report.differences', { name: check.table })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p" color="secondary">
            {words.join(' ')}
          </Text>
          <Table columnConfig={columns} data={rows} pagination={pagination} />
        </Flex>
      </DialogBody>
    </Dialog>
  );
}
