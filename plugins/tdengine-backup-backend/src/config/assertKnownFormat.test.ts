import { assertKnownFormat } from './assertKnownFormat';

describe('assertKnownFormat', () => {
  const sources = [{ formats: ['native', 'csv'] }, { formats: ['custom'] }];

  it('takes what one of the sources writes', () => {
    expect(() => assertKnownFormat('custom', sources)).not.toThrow();
    expect(() => assertKnownFormat(undefined, sources)).not.toThrow();
  });

  it('lists the formats there are', () => {
    expect(() => assertKnownFormat('xls', sources)).toThrow(
      "The configuration key 'tdengineBackup.format' has to be one of 'native', 'csv', 'custom', got 'xls'",
    );
  });

  it('has nothing to say before a source is installed', () => {
    expect(() => assertKnownFormat('native', [])).not.toThrow();
  });
});
