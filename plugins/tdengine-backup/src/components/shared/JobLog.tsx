import { Button, Flex, Select, Switch, Text } from '@backstage/ui';
import { RiDownload2Line } from '@remixicon/react';
import { JobEvent } from 'backstage-plugin-tdengine-backup-common';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { JobFeed } from '../../hooks/useJobEvents';
import { useTranslation } from '../../hooks/useTranslation';
import { EmptyState } from './EmptyState';
import { ErrorPanel } from './ErrorPanel';
import { downloadText } from './downloadText';
import styles from './JobLog.module.css';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof LEVELS)[number];

interface Props {
  feed: JobFeed;
  /** Without the ending. */
  fileName: string;
}

/** The lines of a run: by level, following the newest, and as a file. */
export function JobLog(props: Props) {
  const { feed, fileName } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const [level, setLevel] = useState<Level>('info');
  const [follow, setFollow] = useState(true);
  const box = useRef<HTMLDivElement>(null);

  const lines = useMemo(() => {
    const least = LEVELS.indexOf(level);
    return feed.lines.filter(
      line => LEVELS.indexOf(line.level ?? 'info') >= least,
    );
  }, [feed.lines, level]);

  useEffect(() => {
    if (follow && box.current) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [follow, lines]);

  return (
    <Flex direction="column" gap="3">
      <Flex justify="between" align="center" gap="3" className={styles.bar}>
        <Flex align="center" gap="4" className={styles.bar}>
          <Select
            aria-label={t('common.log.level')}
            options={LEVELS.map(id => ({
              id,
              label: t(`common.log.levels.${id}`),
            }))}
            value={level}
            onChange={value => setLevel(value as Level)}
          />
          <Switch
            label={t('common.log.follow')}
            isSelected={follow}
            onChange={setFollow}
          />
          <Text variant="body-small" color="secondary">
            {t('common.log.lines', {
              count: lines.length,
            })}
          </Text>
        </Flex>
        <Button
          variant="secondary"
          iconStart={<RiDownload2Line />}
          isDisabled={feed.lines.length === 0}
          onPress={() =>
            downloadText(`${fileName}.log`, feed.lines.map(plain).join('\n'))
          }
        >
          {t('common.log.download')}
        </Button>
      </Flex>
      {feed.error && <ErrorPanel error={feed.error} />}
      {lines.length === 0 ? (
        <EmptyState
          title={
            feed.lines.length === 0
              ? t('common.log.empty')
              : t('common.log.emptyFiltered')
          }
        />
      ) : (
        <div
          ref={box}
          className={styles.lines}
          role="log"
          aria-label={t('common.log.title')}
          aria-live="off"
          // What scrolls has to be reached by keyboard.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          {lines.map(line => (
            <div
              key={line.id}
              className={styles.line}
              data-level={line.level ?? 'info'}
            >
              <time dateTime={line.at} className={styles.time}>
                {format.time(line.at)}
              </time>
              <span className={styles.level}>
                {t(`common.log.levelName.${line.level ?? 'info'}`)}
              </span>
              <span className={styles.message}>{line.message}</span>
            </div>
          ))}
        </div>
      )}
    </Flex>
  );
}

function plain(line: JobEvent): string {
  const details = line.details ? ` ${JSON.stringify(line.details)}` : '';
  return `${line.at} ${(line.level ?? 'info').padEnd(5)} ${
    line.message ?? ''
  }${details}`;
}
