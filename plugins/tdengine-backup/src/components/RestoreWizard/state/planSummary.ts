import {
  RestorePlan,
  RestorePlanObject,
  RestorePlanObjectActionEnum,
} from 'backstage-plugin-tdengine-backup-common';

/** What a plan can mean for an object; the worst first. */
export const PLAN_ACTIONS: readonly RestorePlanObjectActionEnum[] = [
  'conflict',
  'replace',
  'merge',
  'create',
  'skip',
];

/** Tells the objects of a plan apart. */
export function planObjectKey(object: RestorePlanObject): string {
  return JSON.stringify([object.database, object.kind, object.name]);
}

/** How many objects would be created, merged, replaced and so on; only what occurs. */
export function countActions(
  objects: readonly RestorePlanObject[],
): Array<{ action: RestorePlanObjectActionEnum; count: number }> {
  return PLAN_ACTIONS.map(action => ({
    action,
    count: objects.filter(object => object.action === action).length,
  })).filter(({ count }) => count > 0);
}

/** Whether a plan touches anything that exists. */
export function touchesExisting(plan: RestorePlan): boolean {
  return plan.objects.some(
    ({ action }) => action === 'merge' || action === 'replace',
  );
}

/** The objects that a newer plan treats otherwise than the older one, or that it has and the older one has not. */
export function changedObjects(
  older: RestorePlan,
  newer: RestorePlan,
): Set<string> {
  const before = new Map(
    older.objects.map(object => [planObjectKey(object), fingerprint(object)]),
  );
  return new Set(
    newer.objects
      .filter(
        object => before.get(planObjectKey(object)) !== fingerprint(object),
      )
      .map(planObjectKey),
  );
}

function fingerprint(object: RestorePlanObject): string {
  return JSON.stringify([
    object.targetDatabase,
    object.action,
    object.tableCount,
    object.rowCount,
    object.notes,
    object.statement,
  ]);
}

/** Objects of these actions whose names or notes contain the words, whatever the case. */
export function filterObjects(
  objects: readonly RestorePlanObject[],
  filter: { action?: RestorePlanObjectActionEnum; search: string },
): RestorePlanObject[] {
  const search = filter.search.trim().toLocaleLowerCase();
  return objects.filter(
    object =>
      (!filter.action || object.action === filter.action) &&
      (!search ||
        [object.database, object.targetDatabase, object.name, ...object.notes]
          .join('\n')
          .toLocaleLowerCase()
          .includes(search)),
  );
}
