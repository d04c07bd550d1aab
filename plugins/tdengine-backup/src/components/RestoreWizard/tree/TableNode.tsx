import { RiLinksLine, RiStackLine, RiTableLine } from '@remixicon/react';
import { BackupTable } from 'backstage-plugin-tdengine-backup-common';
import { ReactElement, useId, useState } from 'react';
import { useFormat } from '../../../hooks/useFormat';
import { useTranslation } from '../../../hooks/useTranslation';
import { checkState, select } from '../state/selection';
import { ChildTables } from './ChildTables';
import { TreeContext } from './TreeContext';
import { TreeRow } from './TreeRow';

const ICONS: Record<BackupTable['kind'], ReactElement> = {
  superTable: <RiStackLine />,
  normalTable: <RiTableLine />,
  virtualTable: <RiLinksLine />,
};

interface Props extends TreeContext {
  table: BackupTable;
}

/** A table of the backup; a super table opens to its child tables. */
export function TableNode(props: Props) {
  const { table, selection, onChange } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const [isExpanded, setExpanded] = useState(false);
  const id = useId();

  const path = { database: table.database, table: table.table };
  const hasChildren = table.kind === 'superTable' && table.tableCount > 0;
  const facts = [];
  if (table.kind === 'superTable') {
    facts.push(
      t('restoreWizard.contents.tables', {
        count: table.tableCount,
        formatted: format.count(table.tableCount),
      }),
    );
  }
  if (table.kind !== 'virtualTable') {
    facts.push(
      t('restoreWizard.contents.rows', {
        count: table.rowCount,
        formatted: format.count(table.rowCount),
      }),
    );
  }

  return (
    <li>
      <TreeRow
        name={table.table}
        kind={t(`common.objectKind.${table.kind}`)}
        icon={ICONS[table.kind]}
        state={checkState(
          selection,
          path,
          hasChildren ? table.tableCount : undefined,
        )}
        onChange={checked => onChange(select(selection, path, checked))}
        facts={facts.join(' · ')}
        isExpanded={hasChildren ? isExpanded : undefined}
        onExpand={() => setExpanded(!isExpanded)}
        controls={id}
      />
      {isExpanded && <ChildTables {...props} id={id} />}
    </li>
  );
}
