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

  it('takes a whole database beside single tables of another', () => {
    expect(parsePatterns('weather\npower.events')).toEqual({
      scope: {
        tables: [
          { database: 'weather', include: ['*'] },
          { database: 'power', include: ['events'] },
        ],
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
    ['power\n!weather', 'excludeNeedsTable', 2],
    ['power.a\n!weather.tmp', 'excludeWithoutInclude', 2],
    ['pow*.meters', 'wildcardDatabase', 1],
    ['pow*\nweather.stations', 'wildcardDatabase', 1],
  ])('says what is wrong with %j', (text, reason, line) => {
    expect(problemOf(text)).toMatchObject({ reason, line });
  });
});
