import {
  TranslationFunction,
  TranslationRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { tdengineBackupTranslationRef } from '../translation';

type MessagesOf<T> = T extends TranslationRef<string, infer TMessages>
  ? TMessages
  : never;

/** The function that turns a key into a text. */
// Spelled out, because the inferred type is longer than the compiler is willing to write down.
export type Translate = TranslationFunction<
  MessagesOf<typeof tdengineBackupTranslationRef>
>;

/** The texts of this plugin in the language of the user. */
export function useTranslation(): { t: Translate } {
  return useTranslationRef(tdengineBackupTranslationRef);
}
