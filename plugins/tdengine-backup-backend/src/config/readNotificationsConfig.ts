import { parseEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { assertKnownKeys } from './assertKnownKeys';
import { assertMailAddresses } from './assertMailAddresses';
import { NotificationsConfig } from './NotificationsConfig';
import { readOneOf } from './readOneOf';

const PATH = 'tdengineBackup.notifications';

/**
 * Reads `tdengineBackup.notifications`.
 */
export function readNotificationsConfig(
  config: Config | undefined,
): NotificationsConfig {
  assertKnownKeys(config, PATH, ['recipients', 'addresses', 'language']);
  const recipients = config?.getOptionalStringArray('recipients') ?? [];
  for (const ref of recipients) {
    try {
      parseEntityRef(ref);
    } catch (error) {
      throw new InputError(
        `'${PATH}.recipients' has '${ref}', which is no reference of an entity such as 'group:default/operators'`,
        error,
      );
    }
  }
  const addresses = config?.getOptionalStringArray('addresses') ?? [];
  assertMailAddresses(addresses, `${PATH}.addresses`);
  return {
    recipients,
    addresses,
    language: readOneOf(config, PATH, 'language', ['en', 'zh']) ?? 'en',
  };
}
