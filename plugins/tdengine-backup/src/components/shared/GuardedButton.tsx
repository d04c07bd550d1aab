import {
  Button,
  ButtonProps,
  DialogTrigger,
  Popover,
  Text,
} from '@backstage/ui';
import { Permission } from '@backstage/plugin-permission-common';
import { RiLockLine } from '@remixicon/react';
import { useAllowed } from '../../hooks/useAllowed';
import { useTranslation } from '../../hooks/useTranslation';

interface Props extends ButtonProps {
  permission: Permission;
  resourceRef?: string;
}

/** A button for those who may press it; everybody else learns which permission it takes. */
export function GuardedButton(props: Props) {
  const { permission, resourceRef, ...button } = props;
  const { t } = useTranslation();
  const { allowed, loading } = useAllowed(permission, resourceRef);

  if (allowed || loading) {
    return <Button {...button} isDisabled={button.isDisabled || loading} />;
  }
  return (
    <DialogTrigger>
      <Button size={button.size} variant="secondary" iconStart={<RiLockLine />}>
        {button.children}
      </Button>
      <Popover>
        <Text as="p" variant="body-small">
          {t('common.permission.title')}
        </Text>
        <Text as="p" variant="body-small" color="secondary">
          {t('common.permission.missing', { permission: permission.name })}
        </Text>
      </Popover>
    </DialogTrigger>
  );
}
