import {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { Policy, PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { TdengineBackupService } from 'backstage-plugin-tdengine-backup-node';
import { findPolicy } from './findPolicy';
import { isConflict } from './isConflict';
import { policyDifferences } from './policyDifferences';

/**
 * Creates a policy, or takes the one of that name and owner which says the same: a step may be run twice, and its policy is
 * there then. Throws a ConflictError that names the differences where it says something else.
 */
export async function createPolicyOnce(
  input: PolicyInput,
  options: {
    credentials: BackstageCredentials;
    auth: AuthService;
    backups: TdengineBackupService;
    logger: LoggerService;
    signal?: AbortSignal;
  },
): Promise<Policy> {
  const { credentials, auth, backups, logger, signal } = options;
  try {
    return await backups.createPolicy(input, { credentials, signal });
  } catch (error) {
    if (!isConflict(error)) {
      throw error;
    }
    // Whose it would be, as the backend decides where nobody says.
    const ownerRef =
      input.ownerRef ??
      (auth.isPrincipal(credentials, 'user')
        ? credentials.principal.userEntityRef
        : undefined);
    const policy = await findPolicy(
      backups,
      { name: input.name, ownerRef },
      { credentials, signal },
    );
    const owner = ownerRef ?? 'nobody';
    if (!policy) {
      throw new ConflictError(
        `There is a policy named '${input.name}' of ${owner} already, which you may not see; choose another name`,
        error,
      );
    }
    const differences = policyDifferences(input, policy);
    if (differences.length > 0) {
      throw new ConflictError(
        `There is a policy named '${input.name}' of ${owner} already (${
          policy.id
        }), with another ${differences.join(
          ', ',
        )}; choose another name or change that one`,
      );
    }
    logger.info(
      `There is a policy named '${input.name}' of ${owner} already, which says the same; it is taken as it is`,
    );
    return policy;
  }
}
