import { Alert } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { Translate } from '../../hooks/useTranslation';
import { describeProblem } from '../shared';

interface Options {
  t: Translate;
  format: ReturnType<typeof useFormat>;
}

/** What is wrong, in the user's language; in the server's words where its figures are not the expected ones. */
export function describeAlert(alert: Alert, options: Options): string {
  return translate(alert, options) ?? alert.message;
}

/** What a verification found; the record of an older server has no more of it than the message. */
function describeDamage(
  { problem, path, problems }: NonNullable<Alert['details']>,
  { t, format }: Options,
): string | undefined {
  const words = describeProblem(problem, t);
  if (words === undefined || typeof path !== 'string') {
    return undefined;
  }
  const more = typeof problems === 'number' ? problems - 1 : 0;
  return more > 0
    ? t('overview.alerts.damageMore', {
        problem: words,
        path,
        more: format.count(more),
      })
    : t('overview.alerts.damage', { problem: words, path });
}

function translate(
  { kind, details = {} }: Alert,
  { t, format }: Options,
): string | undefined {
  const number = (name: string): number | undefined => {
    const value: unknown = details[name];
    return typeof value === 'number' ? value : undefined;
  };
  const time = (name: string): string | undefined => {
    const value: unknown = details[name];
    return typeof value === 'string' && !Number.isNaN(Date.parse(value))
      ? value
      : undefined;
  };
  const known = <T extends Record<string, number | string | undefined>>(
    values: T,
    say: (values: { [K in keyof T]: NonNullable<T[K]> }) => string,
  ): string | undefined =>
    Object.values(values).includes(undefined)
      ? undefined
      : say(values as { [K in keyof T]: NonNullable<T[K]> });

  switch (kind) {
    case 'objective':
      return known({ hours: number('objectiveHours') }, ({ hours }) => {
        const at = time('lastGoodAt');
        return at === undefined
          ? t('overview.alerts.objectiveNever', { hours: format.count(hours) })
          : t('overview.alerts.objective', {
              when: format.dateTime(at),
              hours: format.count(hours),
            });
      });
    case 'successRate':
      return known(
        { failed: number('failed'), runs: number('runs') },
        ({ failed, runs }) =>
          t('overview.alerts.successRate', {
            failed: format.count(failed),
            runs: format.count(runs),
          }),
      );
    case 'duration':
      return known(
        { usual: number('usualMs'), longest: number('longestMs') },
        ({ usual, longest }) => {
          const duration = number('durationMs');
          return duration === undefined
            ? t('overview.alerts.durationRunning', {
                longest: format.duration(longest),
                usual: format.duration(usual),
              })
            : t('overview.alerts.duration', {
                duration: format.duration(duration),
                usual: format.duration(usual),
              });
        },
      );
    case 'storageUsage':
      return known(
        { percent: number('usedPercent'), size: number('totalBytes') },
        ({ percent, size }) =>
          t('overview.alerts.storageUsage', {
            percent: format.percent(percent),
            size: format.bytes(size),
          }),
      );
    case 'storageForecast':
      return known({ count: number('daysUntilFull') }, ({ count }) =>
        t('overview.alerts.storageForecast', { count }),
      );
    case 'repair':
      return typeof details.target === 'string'
        ? t('overview.alerts.repair', { target: details.target })
        : undefined;
    case 'verification':
      return describeDamage(details, { t, format });
    case 'schedule':
      return known({ at: time('plannedAt') }, ({ at }) =>
        t('overview.alerts.schedule', { when: format.dateTime(at) }),
      );
    default:
      return undefined;
  }
}
