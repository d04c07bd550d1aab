import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  tdengineBackupGetPermission,
  tdengineRestoreQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import fc from 'fast-check';
import { RecordCriteria, RecordFilter } from '../../services/types';
import {
  createTdengineBackupConditionalDecision,
  createTdengineRestoreConditionalDecision,
  tdengineBackupConditions,
  tdengineRestoreConditions,
} from '../conditionExports';
import { ProtectedRecord } from '../resourceRefs';
import { backupRules, restoreRules } from '.';

const record: ProtectedRecord = {
  ownerRef: 'group:default/data',
  createdBy: 'user:default/anna',
  instance: 'main',
  databases: ['power', 'factory'],
};

describe('rules', () => {
  it('IS_OWNER matches the owner', () => {
    const { isOwner } = backupRules;
    const owners = ['user:default/ben', 'group:default/data'];

    expect(isOwner.apply(record, { owners })).toBe(true);
    expect(isOwner.apply(record, { owners: ['user:default/anna'] })).toBe(
      false,
    );
    expect(isOwner.apply({ ...record, ownerRef: undefined }, { owners })).toBe(
      false,
    );
    expect(isOwner.apply(record, { owners: [] })).toBe(false);
    expect(isOwner.toQuery({ owners })).toEqual({
      property: 'ownerRef',
      values: owners,
    });
  });

  it('IS_CREATOR matches who asked for it', () => {
    const { isCreator } = backupRules;

    expect(isCreator.apply(record, { creators: ['user:default/anna'] })).toBe(
      true,
    );
    expect(isCreator.apply(record, { creators: ['group:default/data'] })).toBe(
      false,
    );
    expect(isCreator.toQuery({ creators: ['user:default/anna'] })).toEqual({
      property: 'createdBy',
      values: ['user:default/anna'],
    });
  });

  it('HAS_INSTANCE matches the instance', () => {
    const { hasInstance } = restoreRules;

    expect(hasInstance.apply(record, { instances: ['main'] })).toBe(true);
    expect(hasInstance.apply(record, { instances: ['test'] })).toBe(false);
    expect(hasInstance.toQuery({ instances: ['main'] })).toEqual({
      property: 'instance',
      values: ['main'],
    });
  });

  it('HAS_DATABASE matches one database of several', () => {
    const { hasDatabase } = restoreRules;

    expect(hasDatabase.apply(record, { databases: ['factory'] })).toBe(true);
    expect(hasDatabase.apply(record, { databases: ['Factory'] })).toBe(false);
    expect(
      hasDatabase.apply({ ...record, databases: [] }, { databases: ['power'] }),
    ).toBe(false);
    expect(hasDatabase.toQuery({ databases: ['factory'] })).toEqual({
      property: 'database',
      values: ['factory'],
    });
  });

  it('are what policies build decisions of', () => {
    expect(
      createTdengineBackupConditionalDecision(
        tdengineBackupGetPermission,
        tdengineBackupConditions.isOwner({ owners: ['group:default/data'] }),
      ),
    ).toEqual({
      result: 'CONDITIONAL',
      pluginId: 'tdengine-backup',
      resourceType: 'tdengine-backup',
      conditions: {
        resourceType: 'tdengine-backup',
        rule: 'IS_OWNER',
        params: { owners: ['group:default/data'] },
      },
    });
    expect(
      createTdengineRestoreConditionalDecision(
        tdengineRestoreQueryPermission,
        tdengineRestoreConditions.hasInstance({ instances: ['main'] }),
      ),
    ).toMatchObject({
      resourceType: 'tdengine-restore',
      conditions: { rule: 'HAS_INSTANCE' },
    });
  });

  it('mean the same for one record and for a list', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const names = fc.uniqueArray(name, { maxLength: 3 });
    const records = fc.record(
      { ownerRef: name, createdBy: name, instance: name, databases: names },
      { requiredKeys: ['createdBy', 'instance', 'databases'] },
    );
    const condition = fc.oneof(
      names.map(owners => tdengineBackupConditions.isOwner({ owners })),
      names.map(creators => tdengineBackupConditions.isCreator({ creators })),
      names.map(instances =>
        tdengineBackupConditions.hasInstance({ instances }),
      ),
      names.map(databases =>
        tdengineBackupConditions.hasDatabase({ databases }),
      ),
    );
    const { criteria } = fc.letrec<{
      criteria: PermissionCriteria<PermissionCondition>;
    }>(tie => {
      const several = fc
        .array(tie('criteria'), { minLength: 1, maxLength: 3 })
        .map(([first, ...rest]) => [first, ...rest] as const);
      return {
        criteria: fc.oneof(
          { maxDepth: 3 },
          condition,
          several.map(allOf => ({ allOf: [...allOf] as never })),
          several.map(anyOf => ({ anyOf: [...anyOf] as never })),
          tie('criteria').map(not => ({ not })),
        ),
      };
    });
    const rules = Object.values(backupRules);
    const ruleset = {
      getRuleByName: (ruleName: string) =>
        rules.find(rule => rule.name === ruleName)! as never,
    };
    const isAllowed = createConditionAuthorizer(ruleset);
    const toQuery = createConditionTransformer<RecordFilter>(ruleset);

    fc.assert(
      fc.property(records, criteria, (protectedRecord, conditions) => {
        const decision = createTdengineBackupConditionalDecision(
          tdengineBackupGetPermission,
          conditions as never,
        );
        expect(isAllowed(decision, protectedRecord)).toBe(
          matches(toQuery(conditions), protectedRecord),
        );
      }),
    );
  });
});

/** What a store is to do with criteria, on one record. */
function matches(
  criteria: RecordCriteria,
  candidate: ProtectedRecord,
): boolean {
  if ('allOf' in criteria) {
    return criteria.allOf.every(part => matches(part, candidate));
  }
  if ('anyOf' in criteria) {
    return criteria.anyOf.some(part => matches(part, candidate));
  }
  if ('not' in criteria) {
    return !matches(criteria.not, candidate);
  }
  const values = {
    ownerRef: candidate.ownerRef === undefined ? [] : [candidate.ownerRef],
    createdBy: [candidate.createdBy],
    instance: [candidate.instance],
    database: candidate.databases,
  }[criteria.property];
  return values.some(value => criteria.values.includes(value));
}
