import { otherObjects } from './otherObjects';

const facts = {
  databases: {
    power: {
      precision: 'ms',
      objects: [{ kind: 'topic', name: 't1' }, { kind: 5 }, 'nothing'],
    },
    plain: { precision: 'ms' },
    other: { objects: [{ kind: 'index', name: 'i1' }] },
  },
  objects: [{ kind: 'user', name: 'anna', byHand: true }],
};

describe('otherObjects', () => {
  it('lists objects of databases and of the server', () => {
    expect(otherObjects(facts)).toEqual([
      { database: 'power', kind: 'topic', name: 't1', byHand: false },
      { database: 'other', kind: 'index', name: 'i1', byHand: false },
      { kind: 'user', name: 'anna', byHand: true },
    ]);
  });

  it('lists those of one database', () => {
    expect(otherObjects(facts, 'other').map(({ name }) => name)).toEqual([
      'i1',
    ]);
  });

  it('finds none where a source noted none', () => {
    expect(otherObjects(undefined)).toEqual([]);
    expect(otherObjects({ vgroups: 2, databases: 'x' })).toEqual([]);
  });
});
