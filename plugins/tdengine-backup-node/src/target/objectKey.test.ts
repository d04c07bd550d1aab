import * as fc from 'fast-check';
import { posix, win32 } from 'node:path';
import {
  assertObjectKey,
  assertObjectKeyPrefix,
  describeUnsafePath,
} from './objectKey';

describe('describeUnsafePath', () => {
  it.each([
    'a',
    'metadata.json',
    'backups/20260102/name-0a1b2c3d/metadata.json',
    'a/b-c_d/e.f.g',
    '数据/温度.bin',
    `${'x'.repeat(255)}`,
  ])('takes %s', path => {
    expect(describeUnsafePath(path)).toBeUndefined();
  });

  it.each([
    ['', 'empty'],
    ['/a', 'absolute'],
    ['..', "'..'"],
    ['a/../b', "'..'"],
    ['./a', "'.'"],
    ['a//b', 'empty segment'],
    ['a/', 'empty segment'],
    ['a\\b', 'backslash'],
    ['\\\\server\\share', 'backslash'],
    ['C:/a', 'colon'],
    ['a:stream', 'colon'],
    ['a\0b', 'control'],
    ['a\u007fb', 'control'],
    ['a\u0085b', 'control'],
    ['.ssh/keys', 'begins with a dot'],
    ['a./b', 'ends with a dot'],
    ['a /b', 'space'],
    ['é'.repeat(128), '255 bytes'],
    [`${'a/'.repeat(600)}a`, '1024 bytes'],
    ['a\udc00b', 'Unicode'],
  ])('refuses %j', (path, reason) => {
    expect(describeUnsafePath(path)).toContain(reason);
  });

  it('takes nothing that leaves a folder on any system', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom('..', '.', '', '/', '\\', 'C:', '~', '\0', '...'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), pieces => {
        const path = pieces.join('/');
        fc.pre(describeUnsafePath(path) === undefined);
        expect(posix.join('/base', path)).toBe(`/base/${path}`);
        expect(win32.join('C:\\base', path)).toBe(
          `C:\\base\\${path.replace(/\//g, '\\')}`,
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe('assertObjectKey', () => {
  it('names the key and the reason, with control characters made visible', () => {
    expect(() => assertObjectKey('a\nb')).toThrow(
      'Object key "a\\nb" is refused: it holds a control character',
    );
  });
});

describe('assertObjectKeyPrefix', () => {
  it.each(['', 'a', 'a/', 'a.', 'backups/2026'])('takes %j', prefix => {
    expect(() => assertObjectKeyPrefix(prefix)).not.toThrow();
  });

  it.each(['/', '../', 'a//', '..', 'a/../'])('refuses %j', prefix => {
    expect(() => assertObjectKeyPrefix(prefix)).toThrow('is refused');
  });
});
