import {
  RecordResourceRef,
  tdengineBackupResourceRef,
  tdenginePolicyResourceRef,
  tdengineRestoreResourceRef,
} from '../resourceRefs';
import { createHasDatabaseRule } from './hasDatabase';
import { createHasInstanceRule } from './hasInstance';
import { createIsCreatorRule } from './isCreator';
import { createIsOwnerRule } from './isOwner';

function createRules<TResourceType extends string>(
  resourceRef: RecordResourceRef<TResourceType>,
) {
  return {
    isOwner: createIsOwnerRule(resourceRef),
    isCreator: createIsCreatorRule(resourceRef),
    hasInstance: createHasInstanceRule(resourceRef),
    hasDatabase: createHasDatabaseRule(resourceRef),
  };
}

export const backupRules = createRules(tdengineBackupResourceRef);

export const restoreRules = createRules(tdengineRestoreResourceRef);

export const policyRules = createRules(tdenginePolicyResourceRef);
