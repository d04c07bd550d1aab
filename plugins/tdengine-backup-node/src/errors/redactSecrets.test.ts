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
    ['see a.http://root:p@td.example/x', 'see a.http://***@td.example/x'],
    ['1http://root:p@td.example/x', '1http://***@td.example/x'],
    ['cut off at {"password":"ta os', 'cut off at {"password":***'],
    ['cut off at {"password":"ta\\', 'cut off at {"password":***'],
    ['{"password":"ta\\\nos","a":1}', '{"password":***,"a":1}'],
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

  // Each of them went through the rest of the text from every one of its characters.
  it.each([
    ['words of an address', 'a.'],
    ['addresses', 'a://b:'],
    ['passwords', 'pwd="'],
    ['passwords that do not end', `pwd='\\`],
    ['headers', 'Bearer '],
    ['blanks', 'token '.padEnd(1_000)],
  ])('takes no time for a long text of %s', (_, piece) => {
    const text = piece.repeat(4_000_000 / piece.length);
    expect(redactSecrets(text).length).toBeLessThan(17_000);
  });

  it('cuts off no address in the middle of its password', () => {
    const text = `${'x '.repeat(8_185)}http://root:taosdata@td`;
    expect(text.slice(0, 16_384)).toMatch(/:ta$|:t$|root$|:taos/);
    expect(redactSecrets(text)).toMatch(/x http:\/\/\*\*\*…$/);
  });
});
