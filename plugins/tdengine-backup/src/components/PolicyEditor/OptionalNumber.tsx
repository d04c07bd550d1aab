import { NumberField } from '@backstage/ui';
import { fieldProblem } from './fieldProblem';

interface Props {
  label: string;
  description?: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  problem?: string;
  minValue?: number;
  maxValue?: number;
}

/** A number that may be left out. */
export function OptionalNumber(props: Props) {
  const { value, onChange, problem, ...field } = props;
  return (
    <NumberField
      {...field}
      {...fieldProblem(problem)}
      value={value ?? Number.NaN}
      onChange={number => onChange(Number.isNaN(number) ? undefined : number)}
    />
  );
}
