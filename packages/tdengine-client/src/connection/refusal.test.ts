import { throwIfRefused } from './refusal';

describe('throwIfRefused', () => {
  function answer(code: number, message: string) {
    return () =>
      throwIfRefused(
        {
          kind: 'json',
          requestId: 1,
          code,
          message,
          body: { action: 'query' },
        },
        'a statement',
        'CREATE DATABASE power',
      );
  }

  it('lets an answer that says yes through', () => {
    expect(answer(0, '')).not.toThrow();
  });

  it('says what to do where a cluster has no room', () => {
    expect(answer(0x03b1, 'No enough memory in dnode')).toThrow(
      'TDengine refused a statement: No enough memory in dnode (0x03b1); its databases take all the memory that they may have: drop one that is not needed, or give the server more',
    );
  });

  it('leaves what the server says for itself alone', () => {
    expect(answer(0x2600, 'syntax error near "X"')).toThrow(
      /^TDengine refused a statement: syntax error near "X" \(0x2600\)$/,
    );
  });
});
