/**
 * The languages that retention speaks.
 * @public
 */
export type RetentionLanguage = 'en' | 'zh';
