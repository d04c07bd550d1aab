import { Text } from '@backstage/ui';
import { RecentRun } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { Section } from '../shared';
import { runLook } from './runLook';
import { RunSquare } from './RunSquare';
import styles from './OverviewPage.module.css';

/** The last runs as a strip of squares, the newest on the right. */
export function RunsSection(props: { runs: RecentRun[] }) {
  const { runs } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const count = (...kinds: string[]) =>
    runs.filter(run => kinds.includes(runLook(run))).length;
  const good = count('good', 'removed');
  const partial = count('partial');
  const bad = count('failed', 'damaged');
  const figures = {
    good: format.count(good),
    bad: format.count(bad),
    other: format.count(runs.length - good - partial - bad),
  };
  const summary =
    partial === 0
      ? t('overview.runs.summary', figures)
      : t('overview.runs.summaryPartial', {
          ...figures,
          partial: format.count(partial),
        });

  return (
    <Section
      title={t('overview.runs.title')}
      description={
        runs.length > 0
          ? `${summary} ${t('overview.runs.description')}`
          : undefined
      }
    >
      {runs.length === 0 ? (
        <Text as="p" color="secondary">
          {t('overview.runs.empty')}
        </Text>
      ) : (
        <ul className={styles.strip} aria-label={t('overview.runs.list')}>
          {[...runs].reverse().map(run => (
            <li key={run.backupId}>
              <RunSquare run={run} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
