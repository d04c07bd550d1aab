import { Text } from '@backstage/ui';
import { TargetUsage } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { Translate, useTranslation } from '../../hooks/useTranslation';
import { Facts, Section, StatusBadge } from '../shared';
import { TargetRescan } from './TargetRescan';
import { TargetTrend } from './TargetTrend';
import styles from './StoragePage.module.css';

/** Of a target that was taken out of the configuration while backups lie on it. */
const REMOVED = 'unknown';
/** As the alerts have it by default. */
const NEARLY_FULL = 80;

interface Props {
  target: TargetUsage;
  /** Called when what lies on the target may have changed. */
  onChange: () => void;
}

/** One target: how full it is, of what, and when there is no room left. */
export function TargetSection(props: Props) {
  const { target, onChange } = props;
  const { freeBytes, totalBytes, usedBytes } = target;
  const { t } = useTranslation();
  const format = useFormat();
  const taken =
    freeBytes === undefined || !totalBytes ? undefined : totalBytes - freeBytes;
  // What backups take may be counted a little otherwise than a file system does.
  const others =
    taken === undefined ? undefined : Math.max(0, taken - usedBytes);
  const percent = taken === undefined ? undefined : (taken / totalBytes!) * 100;

  return (
    <Section
      title={target.target}
      badge={
        target.type === REMOVED ? (
          <StatusBadge tone="neutral" label={t('storage.target.removed')} />
        ) : (
          percent !== undefined && (
            <StatusBadge
              tone={percent > NEARLY_FULL ? 'warning' : 'neutral'}
              label={format.percent(percent)}
            />
          )
        )
      }
    >
      <div className={styles.content}>
        {percent !== undefined && (
          <div
            className={styles.bar}
            role="img"
            aria-label={t('storage.target.bar', {
              target: target.target,
              percent: format.percent(percent),
            })}
          >
            <span
              className={styles.backups}
              style={{ width: width(Math.min(usedBytes, taken!), totalBytes!) }}
            />
            <span
              className={styles.others}
              style={{ width: width(others!, totalBytes!) }}
            />
          </div>
        )}
        <Facts
          items={[
            {
              label: t('storage.target.used'),
              value: (
                <Labelled part="backups">{format.bytes(usedBytes)}</Labelled>
              ),
            },
            ...(others === undefined
              ? []
              : [
                  {
                    label: t('storage.target.others'),
                    value: (
                      <Labelled part="others">{format.bytes(others)}</Labelled>
                    ),
                  },
                ]),
            {
              label: t('storage.target.free'),
              value: <Labelled part="free">{format.bytes(freeBytes)}</Labelled>,
            },
            {
              label: t('storage.target.total'),
              value: format.bytes(totalBytes),
            },
            {
              label: t('storage.target.backups'),
              value: format.count(target.backups),
            },
            {
              label: t('storage.target.daysUntilFull'),
              value: describeDaysUntilFull(target, t),
            },
          ]}
        />
        {freeBytes === undefined && (
          <Text as="p" variant="body-small" color="secondary">
            {t('storage.target.unknownRoom')}
          </Text>
        )}
        <TargetTrend target={target} />
        {target.type !== REMOVED && (
          <TargetRescan target={target.target} onEnd={onChange} />
        )}
      </div>
    </Section>
  );
}

function describeDaysUntilFull(
  { freeBytes, daysUntilFull }: TargetUsage,
  t: Translate,
): string {
  if (freeBytes === undefined) {
    return t('common.labels.none');
  }
  return daysUntilFull === undefined
    ? t('storage.target.notGrowing')
    : t('storage.target.days', { count: daysUntilFull });
}

function Labelled(props: { part: string; children: string }) {
  return (
    <span className={styles.label}>
      <span className={styles.key} data-part={props.part} aria-hidden />
      {props.children}
    </span>
  );
}

function width(part: number, whole: number): string {
  return `${(100 * part) / whole}%`;
}
