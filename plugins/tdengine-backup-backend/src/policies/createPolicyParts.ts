import { LoggerService } from '@backstage/backend-plugin-api';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { coalesce } from '../coalesce';
import { EngineConfig } from '../config/EngineConfig';
import { Encryption } from '../config/readEncryptionConfig';
import { Stores } from '../database/createStores';
import { SourceRegistry } from '../runs/SourceRegistry';
import { TargetRegistry } from '../runs/TargetRegistry';
import { BackupCommands } from '../services/BackupCommands';
import { BackupCreator } from '../services/BackupCreator';
import { ConfigPolicies } from './ConfigPolicies';
import { PolicyCleanUp } from './PolicyCleanUp';
import { PolicyContentReader } from './PolicyContentReader';
import { PolicyNews } from './PolicyNews';
import { PolicyReplanner } from './PolicyReplanner';
import { PolicyRuns } from './PolicyRuns';
import { PolicyScheduler } from './PolicyScheduler';
import { PolicySettlement } from './PolicySettlement';
import { ScheduledCleanUps } from './ScheduledCleanUps';

export interface PolicyParts {
  reader: PolicyContentReader;
  cleanUp: PolicyCleanUp;
  scheduler: PolicyScheduler;
  cleanUps: ScheduledCleanUps;
  configured: ConfigPolicies;
  /** To be called when a job left its worker, which may be what a policy waits for. Never rejects. */
  jobLeft(jobId: string): Promise<void>;
  /** Ends what jobs that left have begun; nothing begins any more. */
  stop(): Promise<void>;
}

/** Puts together what has policies run, and removes what they do not keep. */
export function createPolicyParts(
  options: Stores & {
    knex: Knex;
    config: EngineConfig;
    encryption: Encryption;
    sources: SourceRegistry;
    targets: TargetRegistry;
    commands: BackupCommands;
    creator: BackupCreator;
    news: PolicyNews;
    logger: LoggerService;
    wake: () => void;
    now: () => Date;
  },
): PolicyParts {
  const { config, logger } = options;
  const parts = {
    ...options,
    automatic: config.automaticBackups,
    floor: config.retention.minimumBackups,
    inputs: config.policies,
  };
  const reader = PolicyContentReader.create(parts);
  const cleanUp = PolicyCleanUp.create(parts);
  const settlement = PolicySettlement.create({ ...parts, cleanUp });
  const scheduler = PolicyScheduler.create({
    ...parts,
    runs: PolicyRuns.create(parts),
    replanner: PolicyReplanner.create(parts),
    settlement,
  });
  const stopping = new AbortController();
  let looking = Promise.resolve();
  const look = coalesce(async () => {
    try {
      await scheduler.tick(stopping.signal);
    } catch (error) {
      logger.warn(`Policies were not looked at: ${describeError(error)}`);
    }
  });
  return {
    reader,
    cleanUp,
    scheduler,
    cleanUps: ScheduledCleanUps.create({ ...parts, cleanUp }),
    configured: ConfigPolicies.create({ ...parts, reader }),
    async jobLeft(jobId) {
      const isOfInterest = await isOfPolicy(jobId, options, logger);
      if (isOfInterest && !stopping.signal.aborted) {
        looking = look();
        await looking;
      }
    },
    async stop() {
      stopping.abort(new Error('The process is about to end'));
      await looking;
    },
  };
}

/** Policies wait for the backups that they make, and for nothing else. */
async function isOfPolicy(
  jobId: string,
  { jobs, backups }: Pick<Stores, 'jobs' | 'backups'>,
  logger: LoggerService,
): Promise<boolean> {
  try {
    const { type, backupId } = await jobs.get(jobId);
    return (
      type === 'backup' && (await backups.get(backupId)).policyId !== undefined
    );
  } catch (error) {
    logger.warn(
      `Whether a policy waits for job ${jobId} is not known: ${describeError(
        error,
      )}`,
    );
    return true;
  }
}
