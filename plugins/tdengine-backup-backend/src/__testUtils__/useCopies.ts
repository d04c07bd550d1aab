import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { localFolderTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { BrittleTargets } from './BrittleTargets';
import { ALICE } from './createTestEngine';
import { FakeFaults } from './FakeSource';
import { TestScheduler } from './TestScheduler';
import { anySignal, EngineSetup, until, useEngines } from './useEngines';

export const TARGETS = ['near', 'middle', 'far'];

type Packaging = Backup['packaging'];

/** An engine with three targets, on which things go wrong as a test wants it. */
export interface CopiesSetup extends EngineSetup {
  targets: BrittleTargets;
  scheduler: TestScheduler;
  /** Makes a backup on all targets, and waits for its end. */
  backUp(packaging: Packaging): Promise<Backup>;
  /** Has what is due repaired by itself, and waits until nothing works on the backup. */
  repairByItself(backup: Backup): Promise<Backup>;
  /** Waits until nothing works on the backup. */
  idle(backup: Pick<Backup, 'id'>): Promise<Backup>;
  /** What lies on a target, by path. */
  filesOn(target: string): Promise<Map<string, string>>;
  /** Restores into `lab`, in place of what is there. */
  restore(backup: Backup): Promise<{ state: string; error?: string }>;
}

/** Makes engines with three targets for tests, and stops them after each. */
export function useCopies() {
  const engines = useEngines();

  return async function start(options: {
    knex: Knex;
    config?: JsonObject;
    faults?: Partial<FakeFaults>;
    directory?: string;
    targets?: BrittleTargets;
    source?: EngineSetup['source'];
    /** Targets that are configured; all of them unless a test wants fewer. */
    names?: readonly string[];
  }): Promise<CopiesSetup> {
    const directory =
      options.directory ?? (await fs.mkdtemp(join(tmpdir(), 'copies-')));
    const targets = options.targets ?? BrittleTargets.create();
    const scheduler = TestScheduler.create();
    const setup = await engines.start({
      ...options,
      directory,
      scheduler,
      targetFactories: [localFolderTargetFactory, targets],
      config: {
        storage: {
          path: directory,
          targets: (options.names ?? TARGETS).map(name => ({
            name,
            type: 'brittle',
            path: join(directory, name),
          })),
        },
        repair: { firstDelay: { milliseconds: 1 } },
        parallelism: 2,
        ...options.config,
      },
    });
    const { engine } = setup;

    async function idle({ id }: Pick<Backup, 'id'>): Promise<Backup> {
      await until(async () =>
        (await engine.backups.jobs(id)).every(job => job.finishedAt),
      );
      return engine.backups.get(id);
    }

    return {
      ...setup,
      targets,
      scheduler,
      idle,
      async backUp(packaging) {
        const backup = await engine.backups.create(
          {
            instance: 'plant',
            scope: { databases: ['power'] },
            packaging,
            targets: TARGETS,
          },
          ALICE,
        );
        return engine.finished(backup);
      },
      async repairByItself(backup) {
        await new Promise(resolve => setTimeout(resolve, 5));
        await scheduler.run('tdengine-backup-repairs');
        return idle(backup);
      },
      async filesOn(target) {
        const folder = join(directory, target);
        const paths = (await engine.files(target)).filter(
          path => !path.includes('/temp/'),
        );
        return new Map(
          await Promise.all(
            paths.sort().map(async path => {
              const content = await fs.readFile(path, 'base64');
              return [path.slice(folder.length), content] as const;
            }),
          ),
        );
      },
      async restore({ id }) {
        const request = {
          backupId: id,
          instance: 'lab',
          conflict: 'replace' as const,
        };
        const plan = await engine.restores.plan(request, anySignal);
        return engine.restored(
          await engine.restores.create(
            {
              ...request,
              planToken: plan.token,
              confirmation: plan.confirmation,
            },
            ALICE,
            anySignal,
          ),
        );
      },
    };
  };
}
