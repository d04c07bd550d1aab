import { quoteIdentifier, quoteString } from './quoting';

describe('quoting', () => {
  it('puts names into backticks and doubles those inside', () => {
    expect(quoteIdentifier('Tb1')).toBe('`Tb1`');
    expect(quoteIdentifier('x`y``z')).toBe('`x``y````z`');
    expect(quoteIdentifier('表一😀 "q\'')).toBe('`表一😀 "q\'`');
  });

  it("escapes text as TDengine's SQL wants it", () => {
    expect(quoteString('plain')).toBe("'plain'");
    expect(quoteString(`it's "so"\\\n\r\t文`)).toBe(
      `'it\\'s \\"so\\"\\\\\\n\\r\\t文'`,
    );
  });
});
