import { RestorePlanObject } from 'backstage-plugin-tdengine-backup-node';

/** A plan is kept and shown as a whole. */
const MOST_STATEMENTS = 10_000;
const LONGEST_TOGETHER = 8 * 1024 * 1024;

/**
 * A restore plan while it is being made.
 *
 * @internal
 */
export class PlanDraft {
  readonly objects: RestorePlanObject[] = [];
  readonly blockers: string[] = [];
  readonly warnings: string[] = [];
  /** Databases at the target of which something that exists is changed. */
  readonly touched = new Set<string>();
  #statements = 0;
  #characters = 0;

  private constructor() {}

  static create(): PlanDraft {
    return new PlanDraft();
  }

  /** Whether there is room for these statements, too, which is taken then. */
  hasRoomFor(statements: readonly string[]): boolean {
    const count = this.#statements + statements.length;
    const characters = statements.reduce(
      (sum, { length }) => sum + length,
      this.#characters,
    );
    if (count > MOST_STATEMENTS || characters > LONGEST_TOGETHER) {
      return false;
    }
    this.#statements = count;
    this.#characters = characters;
    return true;
  }

  add(object: RestorePlanObject): void {
    this.objects.push(object);
    if (object.action === 'conflict') {
      const name =
        object.name === undefined
          ? `Database '${object.targetDatabase}'`
          : `'${object.targetDatabase}.${object.name}'`;
      this.blockers.push(`${name}: ${object.notes.join('; ')}`);
    }
    if (object.action === 'merge' || object.action === 'replace') {
      this.touched.add(object.targetDatabase);
    }
  }

  /** What a person has to type before anything that exists is touched. */
  get confirmation(): string | undefined {
    return this.touched.size > 0
      ? [...this.touched].sort().join(', ')
      : undefined;
  }
}
