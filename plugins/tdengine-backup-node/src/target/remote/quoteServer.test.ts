import { quoteServer } from './quoteServer';

describe('quoteServer', () => {
  it('takes secrets out in every form in which they travel', () => {
    const secret = 'ca/na+ry=';
    const text = [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('hex'),
    ].join(' and ');
    expect(quoteServer(text, [undefined, '', secret])).toBe(
      '*** and *** and *** and ***',
    );
  });

  it('makes one line of it that is not too long', () => {
    expect(quoteServer('a\r\nb\u001b[31mc', [])).toBe('a b [31mc');
    expect(quoteServer('x'.repeat(1000), [])).toBe(`${'x'.repeat(300)}…`);
  });
});
