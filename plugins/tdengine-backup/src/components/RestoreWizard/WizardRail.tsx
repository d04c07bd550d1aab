import { VisuallyHidden } from '@backstage/ui';
import { RiCheckLine } from '@remixicon/react';
import { useTranslation } from '../../hooks/useTranslation';
import { canReach, Step, STEPS, WizardState } from './state/wizardState';
import styles from './WizardRail.module.css';

interface Props {
  state: WizardState;
  /** What has been chosen in each step. */
  summaries?: Partial<Record<Step, string>>;
  onStep(step: Step): void;
}

/** The steps, what was chosen in those behind, and a way back to them. */
export function WizardRail(props: Props) {
  const { state, summaries, onStep } = props;
  const { t } = useTranslation();
  const position = STEPS.indexOf(state.step);

  return (
    <nav aria-label={t('restoreWizard.steps.label')} className={styles.rail}>
      <p className={styles.position}>
        {t('restoreWizard.steps.position', {
          position: String(position + 1),
          total: String(STEPS.length),
        })}
      </p>
      <ol className={styles.steps}>
        {STEPS.map((step, index) => {
          const label = t(`restoreWizard.steps.${step}`);
          const isDone = index < position;
          const isCurrent = index === position;
          const summary = isDone ? summaries?.[step] : undefined;
          return (
            <li
              key={step}
              className={styles.step}
              data-state={
                (isDone && 'done') || (isCurrent && 'current') || 'pending'
              }
            >
              <button
                type="button"
                className={styles.button}
                disabled={!isCurrent && !(isDone && canReach(state, step))}
                aria-current={isCurrent ? 'step' : undefined}
                title={summary}
                onClick={() => onStep(step)}
              >
                <span className={styles.mark} aria-hidden>
                  {isDone ? <RiCheckLine /> : index + 1}
                </span>
                <span className={styles.words}>
                  <span className={styles.label}>{label}</span>{' '}
                  {isDone && (
                    <VisuallyHidden>
                      {t('restoreWizard.steps.done')}{' '}
                    </VisuallyHidden>
                  )}
                  {summary && <span className={styles.summary}>{summary}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
