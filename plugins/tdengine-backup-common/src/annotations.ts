import { Entity } from '@backstage/catalog-model';

/**
 * Names the configured TDengine instance that an entity lives on.
 * @public
 */
export const TDENGINE_INSTANCE_ANNOTATION = 'tdengine.com/instance';

/**
 * Names the database on that instance.
 * @public
 */
export const TDENGINE_DATABASE_ANNOTATION = 'tdengine.com/database';

/**
 * Where an entity's data are, or undefined where it does not say.
 * @public
 */
export function getTdengineReference(
  entity: Entity,
): { instance: string; database: string } | undefined {
  const instance = entity.metadata.annotations?.[TDENGINE_INSTANCE_ANNOTATION];
  const database = entity.metadata.annotations?.[TDENGINE_DATABASE_ANNOTATION];
  return instance && database ? { instance, database } : undefined;
}
