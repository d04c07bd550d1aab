import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextField,
} from '@backstage/ui';
import { FormEvent, ReactNode, useId, useState } from 'react';
import { useAction } from '../../hooks/useAction';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorPanel } from './ErrorPanel';

interface Props {
  title: string;
  /** The consequence. */
  children: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  destructive?: boolean;
  /** What has to be typed before it can be confirmed. */
  confirmation?: string;
  permission?: string;
  /** The dialog closes when it resolves and shows the error when it rejects. */
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. Render it only while it is open. */
export function ConfirmDialog(props: Props) {
  const { title, children, confirmLabel, confirmation, onConfirm, onClose } =
    props;
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const formId = useId();
  const action = useAction(onConfirm);
  const matches = confirmation === undefined || typed === confirmation;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // In React it would reach a form around this one, too, although it is nowhere near in the page.
    event.stopPropagation();
    if (matches && (await action.run())) {
      onClose();
    }
  };

  return (
    <Dialog
      isOpen
      isDismissable={!action.isRunning}
      onOpenChange={isOpen => !isOpen && !action.isRunning && onClose()}
      width={520}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <form id={formId} onSubmit={submit}>
          <Flex direction="column" gap="4">
            <Text as="div">{children}</Text>
            {confirmation !== undefined && (
              <TextField
                label={t('common.confirm.typeName', { name: confirmation })}
                value={typed}
                onChange={setTyped}
                autoComplete="off"
                spellCheck="false"
                isDisabled={action.isRunning}
              />
            )}
            {action.error && (
              <ErrorPanel error={action.error} permission={props.permission} />
            )}
          </Flex>
        </form>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="secondary"
          onPress={onClose}
          isDisabled={action.isRunning}
        >
          {props.cancelLabel ?? t('common.actions.cancel')}
        </Button>
        <Button
          type="submit"
          form={formId}
          variant="primary"
          destructive={props.destructive}
          isDisabled={!matches}
          isPending={action.isRunning}
        >
          {confirmLabel}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
