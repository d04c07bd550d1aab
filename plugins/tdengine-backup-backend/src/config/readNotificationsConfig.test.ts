import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readNotificationsConfig } from './readNotificationsConfig';

const read = (data: JsonObject) =>
  readNotificationsConfig(new ConfigReader(data));

describe('readNotificationsConfig', () => {
  it('takes entities, addresses and a language', () => {
    const config = {
      recipients: ['group:default/operators', 'component:plant'],
      addresses: ['ops@example.com'],
      language: 'zh',
    };
    expect(read(config)).toEqual(config);
  });

  it.each([
    [{ recipients: ['operators'] }, 'notifications.recipients'],
    [{ addresses: ['ops'] }, 'notifications.addresses'],
    [{ language: 'fr' }, 'notifications.language'],
    [{ adresses: [] }, "'tdengineBackup.notifications.adresses' is not known"],
  ])('names the key that is wrong: %j', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });
});
