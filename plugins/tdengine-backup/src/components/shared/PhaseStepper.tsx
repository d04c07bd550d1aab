import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { phaseLabel } from './phaseLabel';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './PhaseStepper.module.css';

interface Props {
  phases: string[];
  /** The phase it is in, or was in when it ended. */
  current: string;
  /** How it ended, if it has. */
  outcome?: 'succeeded' | 'failed';
}

/** The phases of a run with those done, the one going on and those to come. */
export function PhaseStepper(props: Props) {
  const { phases, current, outcome } = props;
  const { t } = useTranslation();
  const position = phases.indexOf(current);

  const stateOf = (index: number) => {
    if (outcome === 'succeeded' || index < position) {
      return 'done';
    }
    if (index > position) {
      return 'pending';
    }
    return outcome === 'failed' ? 'failed' : 'current';
  };

  return (
    <ol className={styles.steps} aria-label={t('common.job.phases')}>
      {phases.map((name, index) => {
        const state = stateOf(index);
        const phase = phaseLabel(name, t);
        const description = {
          done: t('common.job.phaseDone', { phase }),
          current: t('common.job.phaseCurrent', { phase }),
          failed: t('common.job.phaseFailed', { phase }),
          pending: t('common.job.phasePending', { phase }),
        }[state];
        return (
          <li
            key={name}
            className={styles.step}
            data-state={state}
            aria-current={state === 'current' ? 'step' : undefined}
            aria-label={description}
          >
            <span className={styles.mark} aria-hidden>
              {state === 'done' && <RiCheckLine />}
              {state === 'failed' && <RiCloseLine />}
              {(state === 'current' || state === 'pending') && index + 1}
            </span>
            <span className={styles.label} aria-hidden>
              {phase}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
