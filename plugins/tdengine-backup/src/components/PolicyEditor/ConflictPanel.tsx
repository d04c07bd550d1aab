import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Link, Text } from '@backstage/ui';
import { Policy, PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { useEffect, useRef, useState } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useNow } from '../../hooks/useNow';
import { useTranslation } from '../../hooks/useTranslation';
import { policyRouteRef } from '../../routes';
import { ConfirmDialog, Section } from '../shared';
import { Differences } from './Differences';
import { fromPolicy, PolicyForm, toPolicyInput } from './policyForm';
import { PolicyConflict } from './usePolicyEditor';

interface Props {
  conflict: PolicyConflict;
  /** What the changes here were made to. */
  before: PolicyInput;
  form: PolicyForm;
  onMerge: (theirs: Policy) => void;
  onDrop: (theirs: Policy) => void;
  onSaveAsNew: () => void;
}

/** What somebody else changed meanwhile, and the ways on from there; none of them loses anything unasked. */
export function ConflictPanel(props: Props) {
  const { conflict, onSaveAsNew } = props;
  const { t } = useTranslation();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);

  return (
    <div ref={ref} tabIndex={-1} role="alert">
      {'isGone' in conflict ? (
        <Alert
          status="warning"
          icon
          title={t('policyEditor.conflict.gone')}
          customActions={
            <Button variant="secondary" size="small" onPress={onSaveAsNew}>
              {t('policyEditor.conflict.saveAsNew')}
            </Button>
          }
        />
      ) : (
        <Theirs {...props} theirs={conflict.theirs} />
      )}
    </div>
  );
}

function Theirs(props: Props & { theirs: Policy }) {
  const { theirs, before, form, onMerge, onDrop } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const policyLink = useRouteRef(policyRouteRef);
  const [isDropping, setDropping] = useState(false);
  const version = String(theirs.version);
  const when = format.relative(theirs.updatedAt, now);

  return (
    <Section
      title={t('policyEditor.conflict.title')}
      description={
        theirs.updatedBy
          ? t('policyEditor.conflict.by', {
              who: theirs.updatedBy,
              version,
              when,
            })
          : t('policyEditor.conflict.nobody', { version, when })
      }
    >
      <Flex direction="column" gap="3">
        <Differences
          before={before}
          theirs={toPolicyInput(fromPolicy(theirs))}
          mine={toPolicyInput(form)}
        />
        <Text as="p" variant="body-small" color="secondary">
          {t('policyEditor.conflict.mergeHint')}
        </Text>
        <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
          <Button onPress={() => onMerge(theirs)}>
            {t('policyEditor.conflict.merge')}
          </Button>
          <Button variant="secondary" onPress={() => setDropping(true)}>
            {t('policyEditor.conflict.reload')}
          </Button>
          <Link
            href={policyLink?.({ policyId: theirs.id })}
            target="_blank"
            rel="noopener"
          >
            {t('policyEditor.conflict.look')}
          </Link>
        </Flex>
      </Flex>
      {isDropping && (
        <ConfirmDialog
          title={t('policyEditor.conflict.reload')}
          confirmLabel={t('policyEditor.conflict.reload')}
          cancelLabel={t('policyEditor.stay')}
          destructive
          onConfirm={async () => onDrop(theirs)}
          onClose={() => setDropping(false)}
        >
          {t('policyEditor.leaveHint')}
        </ConfirmDialog>
      )}
    </Section>
  );
}
