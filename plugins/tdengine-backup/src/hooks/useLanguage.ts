import { useTranslation } from './useTranslation';

/** The language of words that do not come from the texts of this plugin, as those of a schedule. */
export function useLanguage(): 'en' | 'zh' {
  const { t } = useTranslation();
  return t('common.locale').startsWith('zh') ? 'zh' : 'en';
}
