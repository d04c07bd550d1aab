import { Config, ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { StorageTargetFactory } from '../extensions/targetsExtensionPoint';
import { StorageTarget } from './StorageTarget';

const PATH = 'tdengineBackup.storage';

/**
 * Reads `tdengineBackup.storage.targets[]` and makes the targets. Without any there is one, the data folder.
 *
 * @param config - what is at `tdengineBackup.storage`
 * @throws InputError naming the key that is missing or wrong
 * @public
 */
export function readStorageTargets(
  config: Config | undefined,
  factories: readonly StorageTargetFactory[],
  dataDirectory: string,
): { targets: Map<string, StorageTarget>; defaultTarget: string } {
  const configured = config?.getOptionalConfigArray('targets') ?? [];
  if (configured.length === 0) {
    configured.push(
      new ConfigReader({ name: 'default', type: 'local', path: dataDirectory }),
    );
  }
  const allowedHosts = config?.getOptionalStringArray('allowedHosts');
  const targets = new Map<string, StorageTarget>();
  for (const [index, entry] of configured.entries()) {
    const path = `${PATH}.targets[${index}]`;
    const name = entry.getString('name');
    if (!/^[\w.-]{1,64}$/.test(name)) {
      throw new InputError(
        `The configuration key '${path}.name' has to be of letters, digits, '_', '-' and '.', at most 64, got '${name}'`,
      );
    }
    if (targets.has(name)) {
      throw new InputError(
        `The configuration key '${path}.name' says '${name}' once more; targets need names of their own`,
      );
    }
    targets.set(
      name,
      createTarget(entry, path, { name, factories, allowedHosts }),
    );
  }
  const [first] = targets.keys();
  const defaultTarget = config?.getOptionalString('default') ?? first;
  if (!targets.has(defaultTarget)) {
    throw new InputError(
      `The configuration key '${PATH}.default' names '${defaultTarget}', which is none of the configured targets`,
    );
  }
  return { targets, defaultTarget };
}

function createTarget(
  config: Config,
  path: string,
  options: {
    name: string;
    factories: readonly StorageTargetFactory[];
    allowedHosts: readonly string[] | undefined;
  },
): StorageTarget {
  const { name, factories, allowedHosts } = options;
  const type = config.getString('type');
  const factory = factories.find(candidate => candidate.type === type);
  if (!factory) {
    throw new InputError(
      `The configuration key '${path}.type' says '${type}', for which no module is installed; there are ${
        factories.map(candidate => `'${candidate.type}'`).join(', ') || 'none'
      }`,
    );
  }
  return factory.create({ name, config, allowedHosts });
}
