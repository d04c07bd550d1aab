import { ListingBounds } from './ListingBounds';

describe('ListingBounds', () => {
  it.each([1, 2, 3, 7, 100])('finds a circle of %d pages', length => {
    const bounds = ListingBounds.create();
    let pages = 0;
    expect(() => {
      for (; pages < 10_000; pages++) {
        // The circle begins after pages that are not in it.
        bounds.next(pages < 5 ? `first ${pages}` : `${pages % length}`);
      }
    }).toThrow('goes in a circle');
    expect(pages).toBeLessThan(4 * length + 20);
  });

  it('takes a listing that is long', () => {
    const bounds = ListingBounds.create();
    for (let page = 0; page < 50_000; page++) {
      bounds.count(100);
      bounds.next(`${page}`);
    }
    expect(() => bounds.count(5_000_001)).toThrow('more than 10000000 entries');
  });

  it('refuses one that does not end', () => {
    const bounds = ListingBounds.create({ mostPages: 10 });
    expect(() => {
      for (let page = 0; ; page++) {
        bounds.next(`${page}`);
      }
    }).toThrow('does not end');
  });

  it.each([undefined, ''])('refuses to go on at %p', marker => {
    expect(() => ListingBounds.create().next(marker)).toThrow(
      'does not say where',
    );
  });
});
