import { OverviewState } from 'backstage-plugin-tdengine-backup-common';
import { Translate } from '../../hooks/useTranslation';

interface Options {
  t: Translate;
  /** Whether the configuration lets no policy run. */
  isSwitchedOff: boolean;
  when: (time: string) => string;
}

/** The state as a sentence: by name where it is about one, by their number where it is about several. */
export function describeState(state: OverviewState, options: Options): string {
  const { t, isSwitchedOff, when } = options;
  const { code, count = 1, name, at } = state;
  switch (code) {
    case 'paused':
      return isSwitchedOff
        ? t('overview.state.switchedOff')
        : t('overview.state.paused');
    case 'schedulerDown':
      return at === undefined
        ? t('overview.state.schedulerDown')
        : t('overview.state.schedulerDownSince', { when: when(at) });
    case 'backupFailed':
    case 'copiesFailed':
    case 'verificationFailed':
    case 'objectiveMissed':
    case 'storage':
    case 'missed':
    case 'unprotected':
      return count === 1 && name !== undefined
        ? t(`overview.state.${code}Named`, { name })
        : t(`overview.state.${code}`, { count });
    case 'running':
      return t('overview.state.running', { count });
    default:
      return t(`overview.state.${code}`);
  }
}
