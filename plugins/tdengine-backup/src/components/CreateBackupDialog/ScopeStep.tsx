import { Flex, Radio, RadioGroup, TextAreaField } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { ScopeForm } from './createBackupForm';
import { parsePatterns } from './parsePatterns';
import { ScopeTree } from './ScopeTree';
import { ScopeSelection } from './scopeSelection';
import styles from './CreateBackupDialog.module.css';

interface Props {
  instance: string;
  form: ScopeForm;
  onChange: (part: Partial<ScopeForm>) => void;
}

/** Everything, ticked databases and tables, or patterns. */
export function ScopeStep(props: Props) {
  const { instance, form, onChange } = props;
  const { t } = useTranslation();
  const modes = [
    [
      'choose',
      t('createBackup.scope.choose'),
      t('createBackup.scope.chooseHint'),
    ],
    ['all', t('createBackup.scope.all'), t('createBackup.scope.allHint')],
    [
      'patterns',
      t('createBackup.scope.patterns'),
      t('createBackup.scope.patternsHint'),
    ],
  ] as const;

  return (
    <Flex direction="column" gap="4">
      <RadioGroup
        aria-label={t('createBackup.scope.label')}
        value={form.scopeMode}
        onChange={scopeMode =>
          onChange({ scopeMode: scopeMode as ScopeForm['scopeMode'] })
        }
      >
        {modes.map(([mode, label, hint]) => (
          <Radio key={mode} value={mode}>
            <span>
              {label}
              <span className={styles.hint}>{hint}</span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      {form.scopeMode === 'choose' && (
        <ScopeTree
          instance={instance}
          selection={form.selection}
          onChange={(selection: ScopeSelection) => onChange({ selection })}
        />
      )}
      {form.scopeMode === 'patterns' && (
        <PatternField
          value={form.patterns}
          onChange={patterns => onChange({ patterns })}
        />
      )}
    </Flex>
  );
}

function PatternField(props: {
  value: string;
  onChange: (value: string) => void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslation();
  const parsed = parsePatterns(value);
  const problem =
    'problem' in parsed && value.trim() !== '' ? parsed.problem : undefined;
  return (
    <Flex direction="column" gap="2">
      <TextAreaField
        label={t('createBackup.scope.patternField')}
        description={t('createBackup.scope.patternHelp')}
        rows={7}
        value={value}
        onChange={onChange}
        isInvalid={problem !== undefined}
        spellCheck="false"
      />
      {problem && (
        <span role="alert" className={styles.hint}>
          {t(`createBackup.scope.patternProblem.${problem.reason}`, {
            line: String(problem.line),
            database: problem.database,
          })}
        </span>
      )}
    </Flex>
  );
}
