import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { tdengineBackupTranslationRef } from '../translation';

/** The texts of this plugin in the language of the user. */
export function useTranslation() {
  return useTranslationRef(tdengineBackupTranslationRef);
}

/** The function that turns a key into a text. */
export type Translate = ReturnType<typeof useTranslation>['t'];
