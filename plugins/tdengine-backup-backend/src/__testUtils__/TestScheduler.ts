import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { EngineOptions } from '../engine';

type Scheduler = EngineOptions['scheduler'];
type Task = Parameters<Scheduler['scheduleTask']>[0];

/** Keeps the tasks of an engine, to be run when a test says so. */
export class TestScheduler implements Scheduler {
  readonly #tasks = new Map<string, Task>();

  static create(): TestScheduler {
    return new TestScheduler();
  }

  private constructor() {}

  async scheduleTask(
    task: Task & SchedulerServiceTaskScheduleDefinition,
  ): Promise<void> {
    this.#tasks.set(task.id, task);
  }

  async run(id: string): Promise<void> {
    const task = this.#tasks.get(id);
    if (!task) {
      throw new Error(
        `There is no task '${id}', only ${[...this.#tasks.keys()].join(', ')}`,
      );
    }
    await task.fn(new AbortController().signal);
  }
}
