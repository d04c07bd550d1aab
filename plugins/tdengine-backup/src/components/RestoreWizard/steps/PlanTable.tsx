import {
  Cell,
  CellText,
  ColumnConfig,
  SearchField,
  Select,
  Table,
  Text,
  useBreakpoint,
} from '@backstage/ui';
import {
  RestorePlanObject,
  RestorePlanObjectActionEnum,
} from 'backstage-plugin-tdengine-backup-common';
import { useMemo, useState } from 'react';
import { useFormat } from '../../../hooks/useFormat';
import { useTableFooter } from '../../../hooks/useTableFooter';
import { useTranslation } from '../../../hooks/useTranslation';
import { StatusBadge } from '../../shared';
import {
  countActions,
  filterObjects,
  planObjectKey,
} from '../state/planSummary';
import { ActionBadge } from './ActionBadge';
import { Lines } from './Lines';
import { planObjectKind } from './planObjectKind';
import styles from './preview.module.css';

const ALL = 'all';
const PAGE_SIZE = 25;

interface Props {
  objects: RestorePlanObject[];
  /** Keys of those that an earlier plan treated otherwise. */
  changed: ReadonlySet<string>;
}

/** Every object of a plan, what happens to it and why. A plan may have thousands, so it has pages and a search. */
export function PlanTable(props: Props) {
  const { objects, changed } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { up } = useBreakpoint();
  const [action, setAction] = useState<RestorePlanObjectActionEnum>();
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const [pageSize, setPageSize] = useState(PAGE_SIZE);

  const found = useMemo(
    () => filterObjects(objects, { action, search }),
    [objects, action, search],
  );
  const pagination = useTableFooter({
    page,
    pageSize,
    totalItems: found.length,
    onPage: setPage,
    onPageSize: size => {
      setPageSize(size);
      setPage(1);
    },
  });
  const rows = found
    .slice((page - 1) * pageSize, page * pageSize)
    .map(object => ({ id: planObjectKey(object), object }));

  const isMedium = up('sm');
  const isRenamed = objects.some(
    ({ database, targetDatabase }) => database !== targetDatabase,
  );
  const columns: ColumnConfig<(typeof rows)[number]>[] = [
    {
      id: 'object',
      label: t('restoreWizard.preview.object'),
      isRowHeader: true,
      defaultWidth: '2.5fr',
      minWidth: 150,
      cell: ({ object }) => {
        const name = object.name ?? object.database;
        const kind = planObjectKind(object, t);
        return isMedium ? (
          <CellText title={name} description={kind} />
        ) : (
          <Cell>
            <div className={styles.narrowObject}>
              <span>{name}</span>
              <span className={styles.kind}>{kind}</span>
              <Notes object={object} />
            </div>
          </Cell>
        );
      },
    },
    {
      id: 'action',
      label: t('restoreWizard.preview.action'),
      defaultWidth: isMedium ? 140 : 130,
      cell: ({ id, object }) => (
        <Cell>
          <span className={styles.badges}>
            <ActionBadge action={object.action} />
            {changed.has(id) && (
              <StatusBadge
                tone="warning"
                label={t('restoreWizard.preview.changed')}
              />
            )}
          </span>
        </Cell>
      ),
    },
    {
      id: 'target',
      label: t('restoreWizard.preview.target'),
      isHidden: !isMedium || !isRenamed,
      defaultWidth: '1.5fr',
      minWidth: 120,
      cell: ({ object }) => (
        <CellText
          title={
            object.name
              ? `${object.targetDatabase}.${object.name}`
              : object.targetDatabase
          }
        />
      ),
    },
    {
      id: 'tables',
      label: t('restoreWizard.preview.tables'),
      isHidden: !isMedium,
      defaultWidth: 90,
      cell: ({ object }) => (
        <CellText title={format.count(object.tableCount)} />
      ),
    },
    {
      id: 'rows',
      label: t('restoreWizard.preview.rows'),
      isHidden: !isMedium,
      defaultWidth: 120,
      cell: ({ object }) => <CellText title={format.count(object.rowCount)} />,
    },
    {
      id: 'notes',
      label: t('restoreWizard.preview.notes'),
      isHidden: !isMedium,
      defaultWidth: '2.5fr',
      minWidth: 160,
      cell: ({ object }) => (
        <Cell>
          <Notes object={object} />
        </Cell>
      ),
    },
  ];

  const actions = countActions(objects);
  return (
    <div className={styles.objects}>
      <div className={styles.bar}>
        <SearchField
          size="small"
          className={styles.search}
          aria-label={t('restoreWizard.preview.search')}
          placeholder={t('restoreWizard.preview.search')}
          value={search}
          onChange={value => {
            setSearch(value);
            setPage(1);
          }}
        />
        {actions.length > 1 && (
          <Select
            className={styles.filter}
            aria-label={t('restoreWizard.preview.filter')}
            options={[
              { id: ALL, label: t('restoreWizard.preview.allActions') },
              ...actions.map(({ action: id }) => ({
                id,
                label: t(`restoreWizard.preview.actions.${id}`),
              })),
            ]}
            value={action ?? ALL}
            onChange={value => {
              setAction(
                actions.find(candidate => candidate.action === value)?.action,
              );
              setPage(1);
            }}
          />
        )}
      </div>
      <Table
        columnConfig={columns}
        data={rows}
        pagination={pagination}
        emptyState={
          <Text color="secondary">{t('restoreWizard.preview.noMatch')}</Text>
        }
      />
    </div>
  );
}

function Notes(props: { object: RestorePlanObject }) {
  const { notes, statement } = props.object;
  return (
    <>
      {notes.length > 0 && <Lines texts={notes} first={2} isSmall />}
      {statement !== undefined && (
        <code className={styles.statement}>{statement}</code>
      )}
    </>
  );
}
