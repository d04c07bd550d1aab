import { Flex, Text } from '@backstage/ui';
import { RiFlashlightLine } from '@remixicon/react';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { StatusBadge } from '../shared';
import { ProjectedMoment, RetentionProjection } from './projectRetention';
import styles from './PolicyEditor.module.css';

interface Props {
  projection: RetentionProjection;
}

/** How many backups there would be and how old, in words and as a picture of the same. */
export function ProjectionChart(props: Props) {
  const { runs, days, moments, milestones, ages } = props.projection;
  const { t } = useTranslation();
  const format = useFormat();

  if (runs === 0) {
    return (
      <Text as="p" color="secondary">
        {t('policyEditor.projection.none')}
      </Text>
    );
  }
  const most = Math.max(1, ...moments.map(({ kept }) => kept));
  const oldest = Math.max(1, ...ages);
  const shownDays = format.count(days);
  const words = (moment: ProjectedMoment) =>
    t('policyEditor.projection.after', {
      days: format.count(moment.day),
      kept: format.count(moment.kept),
      oldest: format.count(Math.floor(moment.oldestDays ?? 0)),
    });
  const told = milestones.length > 0 ? milestones : moments.slice(-1);

  return (
    <Flex direction="column" gap="3">
      <Flex align="center" gap="2">
        <Text as="p" weight="bold">
          {t('policyEditor.projection.title')}
        </Text>
        <StatusBadge
          tone="info"
          icon={<RiFlashlightLine />}
          label={t('policyEditor.projection.badge')}
        />
      </Flex>
      <Text as="p" variant="body-small" color="secondary">
        {t('policyEditor.projection.isProjection')}
      </Text>
      <ul className={styles.list}>
        {told.map(moment => (
          <li key={moment.day}>{words(moment)}</li>
        ))}
      </ul>
      <div>
        <div
          className={styles.chart}
          role="img"
          aria-label={t('policyEditor.projection.kept', { days: shownDays })}
        >
          {moments.map(moment => (
            <span
              key={moment.day}
              className={styles.column}
              style={{ height: `${(moment.kept / most) * 100}%` }}
              title={words(moment)}
            />
          ))}
        </div>
        <div className={styles.axis} aria-hidden>
          <span>{t('policyEditor.projection.now')}</span>
          <span>{t('policyEditor.projection.kept', { days: shownDays })}</span>
          <span>
            {t('policyEditor.projection.inDays', { days: shownDays })}
          </span>
        </div>
      </div>
      <div>
        <div
          className={styles.strip}
          role="img"
          aria-label={t('policyEditor.projection.ages', {
            kept: format.count(ages.length),
            days: shownDays,
          })}
        >
          {ages.map(age => (
            <span
              key={age}
              className={styles.tick}
              style={{ insetInlineEnd: `${(age / oldest) * 99}%` }}
            />
          ))}
        </div>
        <div className={styles.axis} aria-hidden>
          <span>
            {t('policyEditor.projection.daysOld', {
              days: format.count(Math.floor(oldest)),
            })}
          </span>
          <span>
            {t('policyEditor.projection.ages', {
              kept: format.count(ages.length),
              days: shownDays,
            })}
          </span>
          <span>{t('policyEditor.projection.newest')}</span>
        </div>
      </div>
    </Flex>
  );
}
