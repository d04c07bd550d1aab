import { redactSecrets } from './redactSecrets';

describe('redactSecrets', () => {
  it.each([
    [
      'cannot reach http://root:taosdata@tdengine:6041/rest/sql',
      'cannot reach http://***@tdengine:6041/rest/sql',
    ],
    [
      'GET ws://tdengine:6041/ws?token=abc123&x=1 failed',
      'GET ws://tdengine:6041/ws?token=***&x=1 failed',
    ],
    ['Authorization: Basic cm9vdDp0YW9zZGF0YQ==', 'Authorization: *** ***'],
    ['sent Bearer eyJhbGciOi.J9.x-y_z', 'sent Bearer ***'],
    ['{"password":"ta os","user":"root"}', '{"password":***,"user":"root"}'],
    ['{"password":"ta\\"os","user":"root"}', '{"password":***,"user":"root"}'],
    ['http://root:p@ss@td.example/x', 'http://***@td.example/x'],
    ['GET /rest?token=abc123&x=1 failed', 'GET /rest?token=***&x=1 failed'],
    ['login with password=a,b;c}d failed', 'login with password=*** failed'],
    [`PASS 'x' and pwd='secret'; done`, `PASS 'x' and pwd=***; done`],
  ])('%s', (text, redacted) => {
    expect(redactSecrets(text)).toBe(redacted);
  });

  it.each([
    'No space left on target "default" (/data/backups)',
    'Table does not exist: power.meters',
    'The plan token no longer holds',
    'mail to anna@example.com',
  ])('leaves alone: %s', text => {
    expect(redactSecrets(text)).toBe(text);
  });
});
