import { Language } from '../News';
import { EN_TEXTS } from './en';
import { MessageTexts } from './MessageTexts';
import { ZH_TEXTS } from './zh';

export type { FactLabel, MessageTexts } from './MessageTexts';

export const TEXTS: Record<Language, MessageTexts> = {
  en: EN_TEXTS,
  zh: ZH_TEXTS,
};
