import { targetNames } from './targetNames';

describe('targetNames', () => {
  it('gives every database its own name or another one, whatever it is called', () => {
    const names = ['power', 'constructor', 'tostring', 'valueOf'];
    expect([...targetNames(names, { power: 'copy' })]).toEqual([
      ['power', 'copy'],
      ['constructor', 'constructor'],
      ['tostring', 'tostring'],
      ['valueOf', 'valueOf'],
    ]);
    expect(targetNames(['constructor'], { constructor: 'built' })).toEqual(
      new Map([['constructor', 'built']]),
    );
  });

  it.each([
    [{ nosuch: 'x' }, "database 'nosuch' is not among those to be restored"],
    [{ constructor: 'x' }, "database 'constructor' is not among"],
    [{ power: 'water' }, "would both be restored as 'water'"],
  ])('refuses %j', (rename, message) => {
    expect(() => targetNames(['power', 'water'], { ...rename })).toThrow(
      message,
    );
  });
});
