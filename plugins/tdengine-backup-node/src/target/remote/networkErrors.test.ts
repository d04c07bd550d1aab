import { describeNetworkError, isTransientNetworkError } from './networkErrors';

const withCode = (code: string, more?: object) =>
  Object.assign(new Error(code), { code, ...more });

describe('describeNetworkError', () => {
  it.each([
    [withCode('ECONNREFUSED'), 'nothing listens'],
    [
      new TypeError('fetch failed', { cause: withCode('ENOTFOUND') }),
      'not known',
    ],
    [new AggregateError([withCode('ETIMEDOUT')]), 'does not answer'],
    [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), "'tls.ca'"],
    [withCode('CERT_HAS_EXPIRED'), 'has expired'],
    [withCode('EPROTO'), 'no TLS'],
  ])('says what %s means', (error, words) => {
    expect(describeNetworkError(error)).toContain(words);
  });

  it.each([undefined, 'text', new Error('other'), withCode('EWHATEVER')])(
    'says nothing of %s',
    error => {
      expect(describeNetworkError(error)).toBeUndefined();
    },
  );
});

describe('isTransientNetworkError', () => {
  it.each(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'UND_ERR_SOCKET'])(
    'tries again after %s',
    code => {
      expect(isTransientNetworkError(withCode(code))).toBe(true);
    },
  );

  it.each(['ENOTFOUND', 'CERT_HAS_EXPIRED', 'EPROTO', 'ENOSPC'])(
    'does not try again after %s',
    code => {
      expect(isTransientNetworkError(withCode(code))).toBe(false);
    },
  );
});
