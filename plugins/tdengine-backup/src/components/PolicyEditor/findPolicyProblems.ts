import {
  checkDestinations,
  checkSchedule,
  describeDestinationProblem,
  describeRetentionProblem,
  describeScheduleProblem,
  checkRetentionRules,
  StorageTargetInfo,
} from 'backstage-plugin-tdengine-backup-common';
import { Translate } from '../../hooks/useTranslation';
import {
  chosenTargets,
  policyAddresses,
  PolicyForm,
  policyRetention,
  policyScope,
} from './policyForm';
import { toSchedule } from './scheduleForm';

const ADDRESS = /^[^\s@]+@[^\s@]+$/;
const MOST_ADDRESSES = 50;

/** What is wrong, by the field it is about: `name`, `schedule.cron`, `retention.days`, … */
export type PolicyProblems = Partial<Record<string, string>>;

/**
 * Everything that keeps a policy from being saved, in words.
 *
 * @param targets - the configured ones; undefined while they are not known
 */
export function findPolicyProblems(
  form: PolicyForm,
  t: Translate,
  language: 'en' | 'zh',
  targets?: readonly StorageTargetInfo[],
): PolicyProblems {
  const problems: PolicyProblems = {};
  const put = (field: string, words: string) => {
    problems[field] ??= words.charAt(0).toUpperCase() + words.slice(1);
  };
  if (form.instance === undefined) {
    put('instance', t('policyEditor.problems.instance'));
  } else if (policyScope(form) === undefined) {
    put('scope', t('policyEditor.problems.scope'));
  }
  const { preset, countedFrom } = form.schedule;
  if (preset === 'interval' && countedFrom === '') {
    put('schedule.anchor', t('policyEditor.problems.time'));
  }
  for (const problem of checkSchedule(toSchedule(form.schedule))) {
    const isTime = problem.path === 'cron' && preset !== 'cron';
    put(
      `schedule.${problem.path}`,
      isTime
        ? t('policyEditor.problems.time')
        : describeScheduleProblem(problem, language),
    );
  }
  for (const problem of checkRetentionRules(policyRetention(form))) {
    put(
      problem.field ? `retention.${problem.field}` : 'retention',
      problem.code === 'empty'
        ? t('policyEditor.problems.retention')
        : describeRetentionProblem(problem, language),
    );
  }
  const isGone = (target: string) =>
    targets !== undefined && !targets.some(({ name }) => name === target);
  const gone = form.targets.find(isGone);
  if (gone !== undefined) {
    put('targets', t('policyEditor.problems.target', { target: gone }));
  }
  form.destinations.forEach(({ target }, index) => {
    if (isGone(target)) {
      put(
        `destinations[${index}].target`,
        t('policyEditor.problems.target', { target }),
      );
    }
  });
  for (const problem of checkDestinations(
    form.destinations,
    chosenTargets(form, targets),
  )) {
    put(
      `destinations[${problem.index}].${problem.field}`,
      describeDestinationProblem(problem, language),
    );
  }
  const addresses = policyAddresses(form);
  const wrong = addresses.find(address => !ADDRESS.test(address));
  if (wrong !== undefined) {
    put('addresses', t('policyEditor.problems.address', { address: wrong }));
  } else if (addresses.length > MOST_ADDRESSES) {
    put('addresses', t('policyEditor.problems.addresses'));
  }
  if (form.name.trim() === '') {
    put('name', t('policyEditor.problems.name'));
  }
  return problems;
}
