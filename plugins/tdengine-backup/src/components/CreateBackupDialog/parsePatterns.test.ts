import { parsePatterns } from './parsePatterns';

const problemOf = (text: string) => {
  const parsed = parsePatterns(text);
  return 'problem' in parsed ? parsed.problem : undefined;
};

describe('parsePatterns', () => {
  it('reads databases and patterns of them', () => {
    expect(parsePatterns('power\n  wea*  \n\npower')).toEqual({
      scope: { databases: ['power', 'wea*'] },
    });
  });

  it('reads tables with what is left out, by database', () => {
    expect(
      parsePatterns(
        'power.meters*\npower.events\n!power.meters_tmp\n能源监测.智能电表',
      ),
    ).toEqual({
      scope: {
        tables: [
          {
            database: 'power',
            include: ['meters*', 'events'],
            exclude: ['meters_tmp'],
          },
          { database: '能源监测', include: ['智能电表'] },
        ],
      },
    });
  });

  it('takes whole databases beside single tables of others', () => {
    expect(parsePatterns('weather\npower.events\nprod_*')).toEqual({
      scope: {
        databases: ['weather', 'prod_*'],
        tables: [{ database: 'power', include: ['events'] }],
      },
    });
  });

  it('takes a database once where it and tables of it are named', () => {
    expect(parsePatterns('pow*\npower.events\npower')).toEqual({
      scope: { databases: ['pow*', 'power'] },
    });
  });

  it('leaves out whole databases, and tables of databases that are kept', () => {
    expect(
      parsePatterns('*\n!test_*\n!weather\n!power.tmp_*\n!*.scratch'),
    ).toEqual({
      scope: {
        databases: ['*'],
        exclude: ['test_*', 'weather', 'power.tmp_*', '*.scratch'],
      },
    });
  });

  it('keeps dots in the names of tables', () => {
    expect(parsePatterns('power.site.1')).toEqual({
      scope: { tables: [{ database: 'power', include: ['site.1'] }] },
    });
  });

  it.each([
    ['', 'nothing', 1],
    ['  \n ', 'nothing', 1],
    ['power\n.meters', 'emptyDatabase', 2],
    ['power\n!weather', 'excludeWithoutInclude', 2],
    ['power.meters\n!power', 'excludeWithoutInclude', 2],
    ['!weather', 'excludeWithoutInclude', 1],
    ['power.a\n!weather.tmp', 'excludeWithoutInclude', 2],
    ['pow*.meters', 'wildcardDatabase', 1],
  ])('says what is wrong with %j', (text, reason, line) => {
    expect(problemOf(text)).toMatchObject({ reason, line });
  });
});
