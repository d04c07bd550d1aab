import { RestorePlanObject } from 'backstage-plugin-tdengine-backup-node';

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

  private constructor() {}

  static create(): PlanDraft {
    return new PlanDraft();
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
