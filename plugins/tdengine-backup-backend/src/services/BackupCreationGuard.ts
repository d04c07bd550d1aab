import { NotAllowedError } from '@backstage/errors';
import {
  BackupScope,
  tdengineBackupCreatePermission,
} from 'backstage-plugin-tdengine-backup-common';
import {
  missingPermission,
  RecordAuthorizer,
} from '../permissions/RecordAuthorizer';
import { AuthorizedOptions } from './authorization';
import { Caller, InstanceService } from './types';

const LIST_TIMEOUT_MS = 30_000;

/** What is asked for of a backup that does not exist yet. */
export interface WantedBackup {
  instance: string;
  scope: BackupScope;
  ownerRef?: string;
}

/**
 * Says whether a caller may make a backup, at once or by a policy. Every database counts by itself: a backup of several is
 * none of one of them alone.
 */
export class BackupCreationGuard {
  readonly #instances: Pick<InstanceService, 'listObjects'>;
  readonly #authorizer: RecordAuthorizer;

  static create(options: {
    instances: Pick<InstanceService, 'listObjects'>;
    authorizer: RecordAuthorizer;
  }): BackupCreationGuard {
    return new BackupCreationGuard(options.instances, options.authorizer);
  }

  private constructor(
    instances: Pick<InstanceService, 'listObjects'>,
    authorizer: RecordAuthorizer,
  ) {
    this.#instances = instances;
    this.#authorizer = authorizer;
  }

  /** Throws a NotAllowedError. */
  async require(
    { instance, scope, ownerRef }: WantedBackup,
    caller: Pick<Caller, 'ref'>,
    options: AuthorizedOptions,
  ): Promise<void> {
    const [create] = await this.#authorizer.decide(
      [tdengineBackupCreatePermission],
      options.credentials,
    );
    const isAllowed = (databases: string[]) =>
      create.isAllowed({
        ownerRef,
        createdBy: caller.ref,
        instance,
        databases,
      });
    if (!create.isConditional) {
      if (!isAllowed([])) {
        throw missingPermission(tdengineBackupCreatePermission);
      }
      return;
    }
    const databases = new Set([
      ...namedDatabases(scope),
      ...(hasPattern(scope) ? await this.#databasesOf(instance) : []),
    ]);
    const refused = [...databases].find(database => !isAllowed([database]));
    if (refused !== undefined || (databases.size === 0 && !isAllowed([]))) {
      throw new NotAllowedError(
        `The permission '${
          tdengineBackupCreatePermission.name
        }' is missing for ${
          refused === undefined ? '' : `database '${refused}' of `
        }instance '${instance}'`,
      );
    }
  }

  /** What a pattern will match is not known before the backup is made, so it may be any of them. */
  async #databasesOf(instance: string): Promise<string[]> {
    const objects = await this.#instances.listObjects(instance, {
      signal: AbortSignal.timeout(LIST_TIMEOUT_MS),
    });
    return objects.map(({ database }) => database);
  }
}

/** Also those that there are not yet. */
function namedDatabases({ databases = [], tables = [] }: BackupScope) {
  return [
    ...databases.filter(name => !isPattern(name)),
    ...tables.map(({ database }) => database),
  ];
}

function hasPattern({ all, databases = [] }: BackupScope): boolean {
  return all === true || databases.some(isPattern);
}

function isPattern(name: string): boolean {
  return /[*?]/.test(name);
}
