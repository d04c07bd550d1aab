import { tdengineRestoreExecutePermission } from 'backstage-plugin-tdengine-backup-common';
import { PermissionGate } from '../shared';
import { BackupStep } from './steps/BackupStep';
import { ConfirmStep } from './steps/ConfirmStep';
import { ContentsStep } from './steps/ContentsStep';
import { DestinationStep } from './steps/DestinationStep';
import { OptionsStep } from './steps/OptionsStep';
import { PreviewStep } from './steps/PreviewStep';
import { WizardModel } from './useWizard';

interface Props {
  wizard: WizardModel;
  /** The form that the button at the end of the wizard submits. */
  formId: string;
}

/** What the present step asks or shows. */
export function WizardStep(props: Props) {
  const { wizard, formId } = props;
  const { backup, choices, step } = wizard.state;

  if (!backup || step === 'backup') {
    return <BackupStep chosen={backup} onChoose={wizard.chooseBackup} />;
  }
  const choosing = {
    backup,
    choices,
    destination: wizard.destination,
    onChange: wizard.change,
  };
  return (
    <PermissionGate
      permission={tdengineRestoreExecutePermission}
      resourceRef={backup.id}
    >
      {step === 'contents' && <ContentsStep {...choosing} />}
      {step === 'destination' && <DestinationStep {...choosing} />}
      {step === 'options' && <OptionsStep {...choosing} />}
      {step === 'preview' && (
        <PreviewStep
          planned={wizard.planned}
          refusal={wizard.refusal}
          onStep={wizard.goTo}
        />
      )}
      {step === 'confirm' && wizard.plan && (
        <ConfirmStep
          formId={formId}
          state={wizard.state}
          backup={backup}
          plan={wizard.plan}
          instances={wizard.destination.instances.value}
          error={wizard.start.error}
          isRunning={wizard.start.isRunning}
          onRemark={wizard.typeRemark}
          onConfirmation={wizard.typeConfirmation}
          onSubmit={wizard.submit}
        />
      )}
    </PermissionGate>
  );
}
