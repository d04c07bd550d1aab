import { Radio, RadioGroup } from '@backstage/ui';
import styles from './ChoiceCards.module.css';

/** One of several ways to go, with what it means. */
export interface Choice<T extends string> {
  value: T;
  title: string;
  hint: string;
  /** Something may be lost. */
  tone?: 'warning' | 'danger';
}

interface Props<T extends string> {
  label: string;
  choices: Array<Choice<T>>;
  value: T;
  onChange(value: T): void;
}

/** Radio buttons that say what each of them means. */
export function ChoiceCards<T extends string>(props: Props<T>) {
  const { label, choices, value, onChange } = props;
  return (
    <RadioGroup
      label={label}
      value={value}
      onChange={next => {
        const chosen = choices.find(choice => choice.value === next);
        if (chosen) {
          onChange(chosen.value);
        }
      }}
      className={styles.group}
    >
      {choices.map(choice => (
        <Radio
          key={choice.value}
          value={choice.value}
          className={styles.card}
          data-tone={choice.tone}
        >
          <span className={styles.words}>
            <span className={styles.title}>{choice.title}</span>
            <span className={styles.hint}>{choice.hint}</span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
