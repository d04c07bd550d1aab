import { InputError } from '@backstage/errors';
import { QueryValues } from './QueryValues';

/**
 * The half-open window `from` - `to` in which something was created.
 */
export function parseCreatedRange(values: QueryValues): {
  createdFrom?: Date;
  createdTo?: Date;
} {
  const createdFrom = values.date('from');
  const createdTo = values.date('to');
  if (createdFrom && createdTo && createdFrom > createdTo) {
    throw new InputError(`The parameter 'from' must not be later than 'to'`);
  }
  return { createdFrom, createdTo };
}
