import fc from 'fast-check';
import { contentDisposition } from './contentDisposition';

describe('contentDisposition', () => {
  it('names a plain file plainly', () => {
    expect(contentDisposition('backup_20260131.zip')).toBe(
      `attachment; filename="backup_20260131.zip"; filename*=UTF-8''backup_20260131.zip`,
    );
  });

  it('gives any name back as it was, in one header line of ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), name => {
        fc.pre(!/[\p{Cc}/\\]/u.test(name));
        const header = contentDisposition(name);

        expect(header).toMatch(/^[\x20-\x7e]+$/);
        expect(header).toMatch(
          /^attachment; filename="[^"]*"; filename\*=UTF-8''[^\s"';,*]*$/,
        );
        const encoded = header.split("filename*=UTF-8''")[1];
        expect(decodeURIComponent(encoded)).toBe(name);
      }),
    );
  });

  it('never lets a name become a path or a header of its own', () => {
    const header = contentDisposition(
      '../../etc/passwd\r\nSet-Cookie: x\ud800',
    );

    expect(header).toMatch(/^[\x20-\x7e]+$/);
    expect(header).toContain(
      `filename*=UTF-8''.._.._etc_passwd__Set-Cookie%3A%20x_`,
    );
  });
});
