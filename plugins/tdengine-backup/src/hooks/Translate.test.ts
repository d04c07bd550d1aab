import { Translate } from './Translate';

/** Says what it was asked. */
const t = ((key: string, values?: object) =>
  [key, ...Object.entries(values ?? {}).flat()].join(' ')) as Translate;

describe('Translate', () => {
  // The type check fails where one of these is allowed, or the others are not.
  it('takes the keys of texts, with the values that these have places for', () => {
    expect(t('common.actions.cancel')).toBe('common.actions.cancel');
    expect(t('common.actions.moreActions', { name: 'x' })).toContain('name x');
    expect(
      t('restoreWizard.contents.rows', { count: 2, formatted: '2' }),
    ).toContain('count 2');
    // @ts-expect-error -- there is no such text
    t('common.actions.noSuchAction');
    // @ts-expect-error -- the text has a place for a name
    t('common.actions.moreActions');
    // @ts-expect-error -- the text has a place for another value
    t('common.actions.moreActions', { title: 'x' });
    // @ts-expect-error -- what is counted chooses the form of the text
    t('restoreWizard.contents.rows', { formatted: '2' });
    // @ts-expect-error -- it is counted by a number
    t('restoreWizard.contents.rows', { count: '2', formatted: '2' });
    // @ts-expect-error -- one form of a text is no text
    t('restoreWizard.contents.rows_one', { count: 1, formatted: '1' });
  });
});
