import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { tdengineBackupTranslationRef } from '../translation';
import { Translate } from './Translate';

export type { Translate } from './Translate';

/** The texts of this plugin in the language of the user. */
export function useTranslation(): { t: Translate } {
  const { t }: { t: unknown } = useTranslationRef(tdengineBackupTranslationRef);
  return { t: t as Translate };
}
