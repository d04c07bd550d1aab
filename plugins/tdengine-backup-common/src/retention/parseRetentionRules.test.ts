import {
  describeRetentionProblem,
  checkRetentionRules,
  parseRetentionRules,
  RETENTION_MAXIMUM,
  RETENTION_NUMBERS,
} from '.';

const ALL = {
  days: 7,
  count: 10,
  keepLast: 3,
  keepHourly: 24,
  keepDaily: 7,
  keepWeekly: 4,
  keepMonthly: 12,
  keepYearly: 5,
  onlyVerified: true,
  timeZone: 'Asia/Shanghai',
};

describe('parseRetentionRules', () => {
  it('takes all rules together, and its own result', () => {
    const rules = parseRetentionRules(JSON.parse(JSON.stringify(ALL)));

    expect(rules).toEqual(ALL);
    expect(parseRetentionRules(rules)).toEqual(ALL);
  });

  it('takes one rule, in UTC where no zone is given', () => {
    expect(parseRetentionRules({ days: 7, count: undefined })).toEqual({
      days: 7,
      timeZone: 'UTC',
    });
  });

  it('takes the largest numbers', () => {
    const rules = Object.fromEntries(
      RETENTION_NUMBERS.map(field => [field, RETENTION_MAXIMUM]),
    );

    expect(parseRetentionRules(rules)).toEqual({ ...rules, timeZone: 'UTC' });
  });

  it.each([
    [undefined, 'they must be an object'],
    [null, 'they must be an object'],
    [[7], 'they must be an object'],
    [{}, 'at least one of days, count and the keep rules is needed'],
    [{ timeZone: 'UTC', onlyVerified: true }, 'at least one of days, count'],
    [{ days: undefined }, 'at least one of days, count'],
    [{ days: 0 }, "'days' must be a whole number of at least 1"],
    [{ days: -1 }, "'days' must be a whole number of at least 1"],
    [{ count: 1.5 }, "'count' must be a whole number of at least 1"],
    [{ count: '10' }, "'count' must be a whole number of at least 1"],
    [{ keepLast: null }, "'keepLast' must be a whole number of at least 1"],
    [{ keepDaily: NaN }, "'keepDaily' must be a whole number of at least 1"],
    [{ keepYearly: 36_501 }, "'keepYearly' must be at most 36500"],
    [{ days: 7, keepDayly: 7 }, "'keepDayly' is not a retention rule"],
    [{ days: 7, onlyVerified: 1 }, "'onlyVerified' must be true or false"],
    [{ days: 7, timeZone: 'Berlin' }, "'timeZone' must be the name of a time"],
    [{ days: 7, timeZone: '' }, "'timeZone' must be the name of a time"],
    [{ days: 7, timeZone: 'local' }, "'timeZone' must be the name of a time"],
    [{ days: 7, timeZone: '+08:00' }, "'timeZone' must be the name of a time"],
    [{ days: 7, timeZone: 8 }, "'timeZone' must be the name of a time"],
  ])('refuses %j', (input, message) => {
    expect(() => parseRetentionRules(input)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('names everything that is wrong at once', () => {
    expect(() =>
      parseRetentionRules({ days: 0, count: 1e9, timeZone: 'Berlin' }),
    ).toThrow(
      "The retention rules are wrong: 'days' must be a whole number of at least 1; 'count' must be at most 36500; " +
        "'timeZone' must be the name of a time zone, such as Europe/Berlin",
    );
  });

  it('tells a form which field is wrong, in its language', () => {
    const problems = checkRetentionRules({ days: 0, count: 1e9 });

    expect(problems).toEqual([
      { code: 'notPositiveInteger', field: 'days' },
      { code: 'tooLarge', field: 'count', maximum: 36_500 },
    ]);
    expect(problems.map(it => describeRetentionProblem(it, 'zh'))).toEqual([
      '“days”必须是不小于 1 的整数',
      '“count”不能大于 36500',
    ]);
    expect(checkRetentionRules(ALL)).toEqual([]);
  });
});
