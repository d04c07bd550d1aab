import chinese from './zh';
import { tdengineBackupTranslationRef } from '../translation';

// The texts of a ref are what the portal's translation API reads from it.
const english: Record<string, string> = (
  tdengineBackupTranslationRef as unknown as {
    getDefaultMessages(): Record<string, string>;
  }
).getDefaultMessages();
const texts = chinese as Record<string, string>;

const placeholders = (text: string) =>
  (text.match(/{{[^}]*}}/g) ?? []).sort((a, b) => a.localeCompare(b));

describe('translations', () => {
  it('has a Chinese text for every English one, and no other', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
  });

  // English says some things of one without the number; Chinese has no singular.
  it.each(Object.keys(english).filter(key => !key.endsWith('_one')))(
    'fills the same places of %s',
    key => {
      expect(placeholders(texts[key])).toEqual(placeholders(english[key]));
      expect(texts[key].trim()).not.toBe('');
    },
  );
});
