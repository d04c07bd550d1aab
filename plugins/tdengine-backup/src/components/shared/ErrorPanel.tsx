import { Alert, Button } from '@backstage/ui';
import { ReactNode } from 'react';
import { describeError } from './describeError';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './ErrorPanel.module.css';

interface Props {
  error: Error;
  /** What could not be done; a fitting one is found where it is left out. */
  title?: string;
  /** The name of the permission that a refusal is about. */
  permission?: string;
  onRetry?: () => void;
  /** More to do about it. */
  actions?: ReactNode;
}

/** What went wrong in the server's words, what is missing, and a way to try again. */
export function ErrorPanel(props: Props) {
  const { error, title, permission, onRetry, actions } = props;
  const { t } = useTranslation();
  const { status, message } = describeError(error);

  const forbidden = status === 403;
  let fittingTitle: string = t('common.error.title');
  if (forbidden) {
    fittingTitle = t('common.error.forbiddenTitle');
  } else if (status === 404) {
    fittingTitle = t('common.error.notFoundTitle');
  } else if (status === 503) {
    fittingTitle = t('common.error.unavailableTitle');
  }
  const hint = permission
    ? t('common.error.forbiddenHint', { permission })
    : t('common.error.forbiddenUnnamed');

  return (
    <Alert
      role="alert"
      icon
      status={forbidden ? 'warning' : 'danger'}
      title={forbidden ? fittingTitle : title ?? fittingTitle}
      description={
        <span className={styles.words}>
          {message}
          {forbidden && <span className={styles.hint}>{hint}</span>}
        </span>
      }
      customActions={
        (onRetry || actions) && (
          <>
            {actions}
            {onRetry && !forbidden && (
              <Button variant="secondary" size="small" onPress={onRetry}>
                {t('common.actions.retry')}
              </Button>
            )}
          </>
        )
      }
    />
  );
}
