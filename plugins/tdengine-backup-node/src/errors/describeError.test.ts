import { describeError } from './describeError';

describe('describeError', () => {
  it('tells the causes once each', () => {
    const cause = new Error('connect ECONNREFUSED');
    const error = new Error('The server does not answer', {
      cause: new Error('fetch failed: connect ECONNREFUSED', { cause }),
    });
    expect(describeError(error)).toBe(
      'The server does not answer: fetch failed: connect ECONNREFUSED',
    );
    expect(describeError('just text')).toBe('just text');
  });

  it('leaves out what looks like a secret', () => {
    expect(
      describeError(
        new Error(
          'GET http://root:taosdata@td.example:6041/rest?token=abc123&x=1 failed, password=geheim',
        ),
      ),
    ).toBe(
      'GET http://***@td.example:6041/rest?token=***&x=1 failed, password=***',
    );
  });

  it('ends somewhere', () => {
    const error: Error = new Error('round');
    error.cause = error;
    expect(describeError(error)).toBe('round');
    expect(describeError(new Error('x'.repeat(10_000)))).toHaveLength(4_000);
  });
});
