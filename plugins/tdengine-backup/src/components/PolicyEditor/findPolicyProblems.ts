import {
  checkSchedule,
  describeRetentionProblem,
  describeScheduleProblem,
  checkRetentionRules,
} from 'backstage-plugin-tdengine-backup-common';
import { Translate } from '../../hooks/useTranslation';
import {
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

/** Everything that keeps a policy from being saved, in words. */
export function findPolicyProblems(
  form: PolicyForm,
  t: Translate,
  language: 'en' | 'zh',
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
