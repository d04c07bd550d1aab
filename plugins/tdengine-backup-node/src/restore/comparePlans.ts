import { RestorePlan } from '../source';

type PlanObject = RestorePlan['objects'][number];

/**
 * What a plan would do to what, for comparison. What is only added to may be in use meanwhile: its figures do not count.
 *
 * @public
 */
export function touched({ objects, confirmation }: RestorePlan): string {
  return JSON.stringify([confirmation, objects.map(essence)]);
}

function essence(object: PlanObject) {
  const { kind, database, name, targetDatabase, action, statement } = object;
  return [
    kind,
    database,
    name,
    targetDatabase,
    action,
    statement,
    action === 'replace' ? object : undefined,
  ];
}

/**
 * Says of the first thing that two plans would both remove, and that is no longer what it was, what was confirmed and
 * what is there now. What is removed cannot be brought back, so every table and every row of it counts.
 *
 * @public
 */
export function describeRemoved(
  confirmed: RestorePlan,
  now: RestorePlan,
): string | undefined {
  const before = new Map(
    confirmed.objects.map(object => [keyOf(object), object]),
  );
  for (const object of now.objects) {
    const was = before.get(keyOf(object))?.existing;
    const is = object.existing;
    if (was && is && !isSame(was, is)) {
      return `'${nameOf(object)}' had ${was.tables} tables and ${
        was.rows
      } rows, and has ${is.tables} tables and ${is.rows} rows${
        was.tables === is.tables && was.rows === is.rows
          ? ', which are not the same ones'
          : ''
      }`;
    }
  }
  return undefined;
}

type Existing = NonNullable<PlanObject['existing']>;

function isSame(one: Existing, other: Existing): boolean {
  return (
    one.tables === other.tables &&
    one.rows === other.rows &&
    one.digest === other.digest
  );
}

function keyOf({ kind, database, name, action }: PlanObject): string {
  return JSON.stringify([kind, database, name, action]);
}

function nameOf({ targetDatabase, name }: PlanObject): string {
  return name === undefined ? targetDatabase : `${targetDatabase}.${name}`;
}
