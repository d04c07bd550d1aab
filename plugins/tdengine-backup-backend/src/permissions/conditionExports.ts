import { createConditionExports } from '@backstage/plugin-permission-node';
import {
  tdengineBackupResourceRef,
  tdenginePolicyResourceRef,
  tdengineRestoreResourceRef,
} from './resourceRefs';
import { backupRules, policyRules, restoreRules } from './rules';

const backupExports = createConditionExports({
  resourceRef: tdengineBackupResourceRef,
  rules: backupRules,
});

const restoreExports = createConditionExports({
  resourceRef: tdengineRestoreResourceRef,
  rules: restoreRules,
});

const policyExports = createConditionExports({
  resourceRef: tdenginePolicyResourceRef,
  rules: policyRules,
});

/**
 * Conditions on backups for a permission policy: `isOwner`, `isCreator`, `hasInstance` and `hasDatabase`.
 * @public
 */
export const tdengineBackupConditions = backupExports.conditions;

/**
 * Makes a policy's answer out of conditions on backups.
 *
 * @remarks
 *
 * ```ts
 * if (isPermission(request.permission, tdengineBackupGetPermission)) {
 *   return createTdengineBackupConditionalDecision(
 *     request.permission,
 *     tdengineBackupConditions.isOwner({ owners: user.info.ownershipEntityRefs }),
 *   );
 * }
 * ```
 * @public
 */
export const createTdengineBackupConditionalDecision =
  backupExports.createConditionalDecision;

/**
 * Conditions on restores for a permission policy: `isOwner`, `isCreator`, `hasInstance` and `hasDatabase`.
 * @public
 */
export const tdengineRestoreConditions = restoreExports.conditions;

/**
 * Makes a policy's answer out of conditions on restores.
 * @public
 */
export const createTdengineRestoreConditionalDecision =
  restoreExports.createConditionalDecision;

/**
 * Conditions on backup policies for a permission policy: `isOwner`, `isCreator`, `hasInstance` and `hasDatabase`.
 * @public
 */
export const tdenginePolicyConditions = policyExports.conditions;

/**
 * Makes a permission policy's answer out of conditions on backup policies.
 * @public
 */
export const createTdenginePolicyConditionalDecision =
  policyExports.createConditionalDecision;
