import { Entity } from '@backstage/catalog-model';
import {
  TDENGINE_DATABASE_ANNOTATION,
  TDENGINE_INSTANCE_ANNOTATION,
} from 'backstage-plugin-tdengine-backup-common';

/** The annotations that an entity has, and those that it lacks. */
export function tdengineAnnotations(entity: Entity): {
  present: string[];
  missing: string[];
} {
  const has = (annotation: string) =>
    Boolean(entity.metadata.annotations?.[annotation]);
  const all = [TDENGINE_INSTANCE_ANNOTATION, TDENGINE_DATABASE_ANNOTATION];
  return {
    present: all.filter(has),
    missing: all.filter(annotation => !has(annotation)),
  };
}

/** Whether an entity says anything about TDengine: what is missing can then be explained. */
export function isTdengineEntity(entity: Entity): boolean {
  return tdengineAnnotations(entity).present.length > 0;
}

/** The catalog file of an entity with both annotations, the missing ones to be filled in. */
export function annotationExample(entity: Entity): string {
  const annotations = entity.metadata.annotations ?? {};
  const value = (annotation: string, example: string) =>
    JSON.stringify(annotations[annotation] || example);
  return [
    `apiVersion: ${entity.apiVersion}`,
    `kind: ${entity.kind}`,
    'metadata:',
    `  name: ${entity.metadata.name}`,
    '  annotations:',
    `    ${TDENGINE_INSTANCE_ANNOTATION}: ${value(
      TDENGINE_INSTANCE_ANNOTATION,
      'production',
    )}`,
    `    ${TDENGINE_DATABASE_ANNOTATION}: ${value(
      TDENGINE_DATABASE_ANNOTATION,
      'power',
    )}`,
  ].join('\n');
}
