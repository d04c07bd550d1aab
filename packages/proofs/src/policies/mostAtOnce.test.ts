import { mostAtOnce } from './mostAtOnce';

function span(from: number, to: number) {
  return { from: new Date(from), to: new Date(to) };
}

describe('mostAtOnce', () => {
  it('counts what ran side by side', () => {
    expect(mostAtOnce([span(0, 10), span(5, 15), span(9, 11)])).toBe(3);
  });

  it('takes one that begins as another ends for its successor', () => {
    expect(mostAtOnce([span(0, 10), span(10, 20), span(20, 30)])).toBe(1);
  });

  it('is none where nothing ran', () => {
    expect(mostAtOnce([])).toBe(0);
  });
});
