import { assertRangeAnswered } from './assertRangeAnswered';

describe('assertRangeAnswered', () => {
  it.each([
    [4, 8, 'bytes 4-7/10', 8],
    [4, 20, 'bytes 4-9/10', 10],
    [4, Infinity, 'bytes 4-9/10', 10],
    [0, 10, 'Bytes 0-9/10', 10],
    [4, 8, 'bytes 4-7/*', 8],
    [4, Infinity, 'bytes 4-9/*', 10],
  ])('takes bytes %d to %d as %s', (start, end, contentRange, sentEnd) => {
    expect(
      assertRangeAnswered({ start, end }, { status: 206, contentRange }),
    ).toEqual({ start, end: sentEnd });
  });

  it.each([
    [4, 8, 200, undefined],
    [4, 8, 200, 'bytes 4-7/10'],
    [4, 8, 206, undefined],
    [4, 8, 206, 'bytes 0-3/10'],
    [4, 8, 206, 'bytes 4-6/10'],
    [4, 8, 206, 'bytes 4-9/10'],
    [4, 20, 206, 'bytes 4-8/10'],
    [4, Infinity, 206, 'bytes 4-8/10'],
    [4, Infinity, 206, 'bytes 0-9/10'],
    [4, 8, 206, 'bytes */10'],
    [4, 8, 206, 'items 4-7/10'],
    [4, Infinity, 206, 'bytes 4-3/*'],
  ])(
    'refuses, for bytes %d to %d, %d with %s',
    (start, end, status, contentRange) => {
      expect(() =>
        assertRangeAnswered({ start, end }, { status, contentRange }),
      ).toThrow('other bytes than were asked for');
    },
  );
});
