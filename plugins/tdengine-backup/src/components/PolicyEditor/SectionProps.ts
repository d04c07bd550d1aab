import { PolicyProblems } from './findPolicyProblems';
import { PolicyForm } from './policyForm';

/** What every section of the editor gets. */
export interface SectionProps {
  form: PolicyForm;
  onChange: (part: Partial<PolicyForm>) => void;
  /** Those that are to be shown. */
  problems: PolicyProblems;
}
