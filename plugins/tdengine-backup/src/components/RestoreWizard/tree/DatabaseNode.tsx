import { useApi } from '@backstage/frontend-plugin-api';
import { RiDatabase2Line } from '@remixicon/react';
import { useId, useState } from 'react';
import { tdengineBackupApiRef } from '../../../api';
import { useTranslation } from '../../../hooks/useTranslation';
import { checkState, select } from '../state/selection';
import { TableNode } from './TableNode';
import { TreeContext } from './TreeContext';
import { TreeList } from './TreeList';
import { TreeRow } from './TreeRow';
import { usePages } from './usePages';

const PAGE_SIZE = 100;

interface Props extends TreeContext {
  database: string;
  search: string;
  isInitiallyExpanded: boolean;
}

/** A database of the backup, which opens to its tables. A search opens it by itself. */
export function DatabaseNode(props: Props) {
  const { database, search, selection, onChange } = props;
  const { t } = useTranslation();
  const [isOpened, setOpened] = useState(props.isInitiallyExpanded);
  const [closedSearch, setClosedSearch] = useState<string>();
  const [total, setTotal] = useState<number>();
  const id = useId();

  const isExpanded = search ? closedSearch !== search : isOpened;
  const toggle = () =>
    search
      ? setClosedSearch(isExpanded ? search : undefined)
      : setOpened(!isOpened);

  return (
    <li>
      <TreeRow
        name={database}
        kind={t('common.objectKind.database')}
        icon={<RiDatabase2Line />}
        state={checkState(selection, { database }, total)}
        onChange={checked => onChange(select(selection, { database }, checked))}
        isExpanded={isExpanded}
        onExpand={toggle}
        controls={id}
      />
      {isExpanded && <Tables {...props} id={id} onTotal={setTotal} />}
    </li>
  );
}

function Tables(
  props: Props & { id: string; onTotal: (total: number) => void },
) {
  const { id, backupId, database, search, onTotal } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const pages = usePages(
    JSON.stringify([backupId, database, search]),
    async (page, signal) => {
      const contents = await api.getBackupContents(
        backupId,
        { database, page, pageSize: PAGE_SIZE, search: search || undefined },
        { signal },
      );
      if (!search) {
        onTotal(contents.totalItems);
      }
      return contents;
    },
  );

  return (
    <TreeList
      id={id}
      label={t('restoreWizard.contents.tablesOf', { name: database })}
      pages={pages}
      pageSize={PAGE_SIZE}
      search={search}
    >
      {table => <TableNode key={table.table} {...props} table={table} />}
    </TreeList>
  );
}
