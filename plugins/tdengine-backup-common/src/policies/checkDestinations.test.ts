import {
  checkDestinations,
  describeDestinationProblem,
  PolicyDestination,
} from '..';

describe('checkDestinations', () => {
  const CHOSEN = ['nas'];

  it.each<[string, PolicyDestination[]]>([
    ['a copy that is made later', [{ target: 's3', afterDays: 7 }]],
    ['a copy that goes', [{ target: 'nas', keepDays: 7 }]],
    [
      'a copy that comes and goes',
      [{ target: 's3', afterDays: 7, keepDays: 8 }],
    ],
    [
      'several targets',
      [
        { target: 'nas', keepDays: 7 },
        { target: 's3', afterDays: 7 },
      ],
    ],
  ])('takes %s', (_, destinations) => {
    expect(checkDestinations(destinations, CHOSEN)).toEqual([]);
  });

  it.each<[string, string, PolicyDestination]>([
    ['afterDays', 'nothingSaid', { target: 's3' }],
    ['afterDays', 'madeAtOnce', { target: 'nas', afterDays: 3 }],
    ['afterDays', 'neverMade', { target: 's3', keepDays: 3 }],
    [
      'keepDays',
      'removedTooEarly',
      { target: 's3', afterDays: 9, keepDays: 9 },
    ],
    ['afterDays', 'notDays', { target: 's3', afterDays: 0.5 }],
    ['keepDays', 'notDays', { target: 'nas', keepDays: 0 }],
    ['keepDays', 'notDays', { target: 'nas', keepDays: 36_501 }],
  ])('names %s: %s', (field, code, destination) => {
    const before = { target: 'far', afterDays: 1 };
    const { target } = destination;
    expect(checkDestinations([before, destination], CHOSEN)).toEqual([
      { index: 1, target, field, code },
    ]);
  });

  it('names the second one for a target', () => {
    const destination = { target: 's3', afterDays: 7 };
    expect(checkDestinations([destination, destination], CHOSEN)).toEqual([
      { index: 1, target: 's3', field: 'target', code: 'twice' },
    ]);
  });

  it('says nothing of what depends on targets that are not known', () => {
    expect(
      checkDestinations(
        [
          { target: 's3', afterDays: 7 },
          { target: 'nas', keepDays: 7 },
        ],
        undefined,
      ),
    ).toEqual([]);
  });
});

describe('describeDestinationProblem', () => {
  it('has words in both languages', () => {
    const problem = { code: 'removedTooEarly' } as const;
    expect(describeDestinationProblem(problem, 'en')).toBe(
      'it has to be removed later than it is made',
    );
    expect(describeDestinationProblem(problem, 'zh')).toBe(
      '删除时间必须晚于创建时间',
    );
  });
});
