import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readAlertsConfig } from './readAlertsConfig';

const read = (data: JsonObject) => readAlertsConfig(new ConfigReader(data));

describe('readAlertsConfig', () => {
  it('has a default for everything', () => {
    expect(readAlertsConfig(undefined)).toEqual({
      enabled: true,
      successRate: { runs: 20, below: 0.9, atLeast: 5 },
      duration: { runs: 20, factor: 4, toleranceMs: 300_000 },
      storage: { usedAbove: 0.8, fullWithinMs: 14 * 86_400_000 },
    });
  });

  it('takes what is configured', () => {
    expect(
      read({
        enabled: false,
        successRate: { runs: 3, below: 0.5 },
        duration: { factor: 2.5, tolerance: { seconds: 10 } },
        storage: { usedAbove: 0.95, fullWithin: { days: 3 } },
      }),
    ).toEqual({
      enabled: false,
      successRate: { runs: 3, below: 0.5, atLeast: 3 },
      duration: { runs: 20, factor: 2.5, toleranceMs: 10_000 },
      storage: { usedAbove: 0.95, fullWithinMs: 3 * 86_400_000 },
    });
  });

  it.each<[JsonObject, string]>([
    [{ succesRate: {} }, "'tdengineBackup.alerts.succesRate' is not known"],
    [{ successRate: { below: 90 } }, 'alerts.successRate.below'],
    [{ successRate: { runs: 2, atLeast: 3 } }, 'alerts.successRate.atLeast'],
    [{ duration: { factor: 0 } }, 'alerts.duration.factor'],
    [{ storage: { usedAbove: 80 } }, 'alerts.storage.usedAbove'],
    [{ storage: { fullWithin: 'soon' } }, 'alerts.storage.fullWithin'],
  ])('refuses %j', (data, message) => {
    expect(() => read(data)).toThrow(message);
  });
});
