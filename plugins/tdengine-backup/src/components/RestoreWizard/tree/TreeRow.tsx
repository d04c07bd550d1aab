import { ButtonIcon, Checkbox } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { ReactElement, ReactNode } from 'react';
import { useTranslation } from '../../../hooks/useTranslation';
import { CheckState } from '../state/selection';
import styles from './tree.module.css';

interface Props {
  name: string;
  /** What it is, in a word, for those who do not see the icon. */
  kind: string;
  icon: ReactElement;
  state: CheckState;
  onChange(checked: boolean): void;
  /** Numbers at the end of the line. */
  facts?: ReactNode;
  /** Undefined where there is nothing below. */
  isExpanded?: boolean;
  onExpand?(): void;
  /** The id of what is below. */
  controls?: string;
}

/** A line of the tree: a box to check, and a button that shows what is below. */
export function TreeRow(props: Props) {
  const { name, kind, icon, state, facts, isExpanded, controls } = props;
  const { t } = useTranslation();
  return (
    <div className={styles.row}>
      {isExpanded === undefined ? (
        <span className={styles.spacer} />
      ) : (
        <ButtonIcon
          variant="tertiary"
          size="small"
          icon={isExpanded ? <RiArrowDownSLine /> : <RiArrowRightSLine />}
          aria-label={t(
            isExpanded
              ? 'restoreWizard.contents.collapse'
              : 'restoreWizard.contents.expand',
            { name },
          )}
          aria-expanded={isExpanded}
          aria-controls={isExpanded ? controls : undefined}
          onPress={props.onExpand}
        />
      )}
      <Checkbox
        className={styles.check}
        aria-label={`${name}, ${kind}`}
        isSelected={state === 'all'}
        isIndeterminate={state === 'some'}
        onChange={props.onChange}
      >
        <span className={styles.name}>
          <span className={styles.icon} title={kind} aria-hidden>
            {icon}
          </span>
          <span className={styles.text} title={name}>
            {name}
          </span>
        </span>
      </Checkbox>
      {facts && <span className={styles.facts}>{facts}</span>}
    </div>
  );
}
