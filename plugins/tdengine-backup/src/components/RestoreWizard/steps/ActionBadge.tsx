import {
  RiAddLine,
  RiAlertLine,
  RiGitMergeLine,
  RiLoopLeftLine,
  RiSkipForwardLine,
} from '@remixicon/react';
import { RestorePlanObjectActionEnum } from 'backstage-plugin-tdengine-backup-common';
import { ReactElement } from 'react';
import { useTranslation } from '../../../hooks/useTranslation';
import { StatusBadge, Tone } from '../../shared';

const LOOKS: Record<
  RestorePlanObjectActionEnum,
  { tone: Tone; icon: ReactElement }
> = {
  create: { tone: 'success', icon: <RiAddLine /> },
  merge: { tone: 'info', icon: <RiGitMergeLine /> },
  replace: { tone: 'warning', icon: <RiLoopLeftLine /> },
  skip: { tone: 'neutral', icon: <RiSkipForwardLine /> },
  conflict: { tone: 'danger', icon: <RiAlertLine /> },
};

/** What happens to an object, or to how many of them. */
export function ActionBadge(props: {
  action: RestorePlanObjectActionEnum;
  count?: string;
}) {
  const { action, count } = props;
  const { t } = useTranslation();
  const label = t(`restoreWizard.preview.actions.${action}`);
  return (
    <StatusBadge
      {...LOOKS[action]}
      label={
        count === undefined
          ? label
          : t('restoreWizard.preview.actionCount', {
              action: label,
              amount: count,
            })
      }
    />
  );
}
