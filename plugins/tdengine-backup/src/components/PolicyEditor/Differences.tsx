import { Text } from '@backstage/ui';
import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { changedParts } from './comparePolicies';
import { describePart } from './describePart';
import styles from './PolicyEditor.module.css';

interface Props {
  before: PolicyInput;
  theirs: PolicyInput;
  mine: PolicyInput;
}

/** What somebody else changed, beside what is entered here. */
export function Differences(props: Props) {
  const { before, theirs, mine } = props;
  const { t } = useTranslation();
  const parts = changedParts(before, theirs);
  const own = new Set(changedParts(before, mine));

  if (parts.length === 0) {
    return <Text as="p">{t('policyEditor.conflict.nothing')}</Text>;
  }
  return (
    <div className={styles.scroll}>
      <table
        className={styles.differences}
        aria-label={t('policyEditor.conflict.changed')}
      >
        <thead>
          <tr>
            <th scope="col">{t('policyEditor.conflict.columns.part')}</th>
            <th scope="col">{t('policyEditor.conflict.columns.before')}</th>
            <th scope="col">{t('policyEditor.conflict.columns.theirs')}</th>
            <th scope="col">{t('policyEditor.conflict.columns.mine')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(part => (
            <tr key={part}>
              <th scope="row">{t(`policyEditor.parts.${part}`)}</th>
              <td>{describePart(before, part, t)}</td>
              <td>{describePart(theirs, part, t)}</td>
              <td>
                {own.has(part)
                  ? describePart(mine, part, t)
                  : t('policyEditor.conflict.unchangedByMe')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
