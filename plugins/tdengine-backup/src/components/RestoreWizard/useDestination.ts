import { useApi } from '@backstage/frontend-plugin-api';
import {
  Instance,
  InstanceObject,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { Resource, useResource } from '../../hooks/useResource';

/** The instance that is restored to, as far as it is known. */
export interface Destination {
  instances: Resource<Instance[]>;
  /** The chosen one with the test of its connection. */
  instance: Resource<Instance>;
  /** Its databases by name. */
  databases: Resource<Map<string, InstanceObject>>;
}

/** Asks the chosen instance whether it answers and which databases it has. */
export function useDestination(name: string): Destination {
  const api = useApi(tdengineBackupApiRef);
  const instances = useResource('instances', signal =>
    api.getInstances({ signal }),
  );
  const instance = useResource(
    name,
    signal => api.getInstance(name, { signal }),
    { enabled: name !== '', resetOnChange: true },
  );
  const databases = useResource(
    name,
    async signal => {
      const objects = await api.getInstanceObjects(name, { signal });
      return new Map(
        objects
          .filter(({ kind }) => kind === 'database')
          .map(object => [object.database, object]),
      );
    },
    { enabled: name !== '', resetOnChange: true },
  );
  return { instances, instance, databases };
}
