import { Alert, Button } from '@backstage/ui';
import { tdengineRestoreExecutePermission } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../../hooks/useTranslation';
import { ErrorPanel } from '../../shared';
import {
  NothingSelectedError,
  SelectionTooLargeError,
} from '../state/resolveSelection';
import { Step } from '../state/wizardState';

interface Props {
  error: Error;
  onStep(step: Step): void;
  onRetry(): void;
}

/** Why there is no plan: the choice cannot be stated, or the server's words. */
export function PlanError(props: Props) {
  const { error, onStep, onRetry } = props;
  const { t } = useTranslation();

  const isTooLarge = error instanceof SelectionTooLargeError;
  if (isTooLarge || error instanceof NothingSelectedError) {
    return (
      <Alert
        role="alert"
        icon
        status="danger"
        title={t(
          isTooLarge
            ? 'restoreWizard.preview.tooLarge'
            : 'restoreWizard.preview.nothingLeft',
        )}
        description={t(
          isTooLarge
            ? 'restoreWizard.preview.tooLargeHint'
            : 'restoreWizard.preview.nothingLeftHint',
        )}
        customActions={
          <Button
            variant="secondary"
            size="small"
            onPress={() => onStep('contents')}
          >
            {t('restoreWizard.preview.changeContents')}
          </Button>
        }
      />
    );
  }
  return (
    <ErrorPanel
      error={error}
      title={t('restoreWizard.preview.failed')}
      permission={tdengineRestoreExecutePermission.name}
      onRetry={onRetry}
    />
  );
}
