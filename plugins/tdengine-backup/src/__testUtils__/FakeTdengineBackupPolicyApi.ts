import {
  Policy,
  PolicyInput,
  PolicyRun,
  RetentionPreview,
  RetentionPreviewRequest,
  SchedulerState,
  UpdatePolicyRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { PageQuery, PoliciesQuery, TdengineBackupPolicyApi } from '../api';
import { FakeAnswers } from './FakeAnswers';
import { find, page } from './fakeLists';
import { ago } from './sampleClock';
import {
  samplePolicies,
  samplePolicy,
  samplePolicyRun,
  samplePolicyRuns,
  sampleRetentionPreview,
  sampleScheduler,
} from './samplePolicies';
import { serverError } from './serverError';

/** Policies in memory, for tests and the development app. Change its fields to tell another story. */
export class FakeTdengineBackupPolicyApi
  extends FakeAnswers<keyof TdengineBackupPolicyApi>
  implements TdengineBackupPolicyApi
{
  policies: Policy[] = samplePolicies();
  runs: PolicyRun[] = samplePolicyRuns;
  scheduler: SchedulerState = sampleScheduler;
  preview:
    | RetentionPreview
    | ((request: RetentionPreviewRequest) => RetentionPreview) =
    sampleRetentionPreview;

  static create(
    overrides: Partial<
      Pick<
        FakeTdengineBackupPolicyApi,
        'policies' | 'runs' | 'scheduler' | 'preview'
      >
    > = {},
  ): FakeTdengineBackupPolicyApi {
    return Object.assign(new FakeTdengineBackupPolicyApi(), overrides);
  }

  async getPolicies(query: PoliciesQuery) {
    await this.answer('getPolicies', query);
    const search = query.search?.toLowerCase();
    const found = this.policies.filter(
      policy =>
        (!query.instance || query.instance.includes(policy.instance)) &&
        (!query.database ||
          query.database.some(name => covers(policy, name))) &&
        (!query.ownerRef || query.ownerRef.includes(policy.ownerRef ?? '')) &&
        (query.enabled === undefined || query.enabled === policy.enabled) &&
        (!search ||
          `${policy.name} ${policy.scopeSummary}`
            .toLowerCase()
            .includes(search)),
    );
    const sort = query.sort ?? 'name';
    const sign = query.order === 'desc' ? -1 : 1;
    const sorted = [...found].sort(
      (a, b) => sign * (a[sort] ?? '').localeCompare(b[sort] ?? ''),
    );
    return page(sorted, query);
  }

  async getPolicy(policyId: string) {
    await this.answer('getPolicy', policyId);
    return this.#policy(policyId);
  }

  async createPolicy(input: PolicyInput) {
    await this.answer('createPolicy', input);
    const policy = samplePolicy({
      ...given(input),
      id: `policy-${this.policies.length + 1}`,
      version: 1,
    });
    this.policies = [...this.policies, policy];
    return policy;
  }

  async updatePolicy(policyId: string, request: UpdatePolicyRequest) {
    await this.answer('updatePolicy', policyId, request);
    const { version, ...input } = request;
    const policy = this.#policy(policyId);
    if (policy.version !== version) {
      throw await serverError(
        409,
        `The policy was changed: it has version ${policy.version} by now`,
        'ConflictError',
      );
    }
    return this.#change(policyId, { ...given(input), version: version + 1 });
  }

  async deletePolicy(policyId: string, version: number) {
    await this.answer('deletePolicy', policyId, version);
    this.policies = this.policies.filter(({ id }) => id !== policyId);
  }

  async enablePolicy(policyId: string) {
    await this.answer('enablePolicy', policyId);
    return this.#change(policyId, { enabled: true });
  }

  async disablePolicy(policyId: string) {
    await this.answer('disablePolicy', policyId);
    return this.#change(policyId, { enabled: false });
  }

  async runPolicy(policyId: string) {
    await this.answer('runPolicy', policyId);
    const run = samplePolicyRun({
      policyId,
      trigger: 'manual',
      state: 'queued',
    });
    this.#change(policyId, { lastRun: run });
    return run;
  }

  async getPolicyRuns(policyId: string, query: PageQuery) {
    await this.answer('getPolicyRuns', policyId, query);
    return page(this.runs, query);
  }

  async cleanUpPolicy(policyId: string) {
    await this.answer('cleanUpPolicy', policyId);
    return this.#preview({ policyId, retention: {} });
  }

  async previewRetention(request: RetentionPreviewRequest) {
    await this.answer('previewRetention', request);
    return this.#preview(request);
  }

  async getScheduler() {
    await this.answer('getScheduler');
    return this.scheduler;
  }

  async pauseScheduler(reason?: string) {
    await this.answer('pauseScheduler', reason);
    this.scheduler = {
      ...this.scheduler,
      paused: true,
      pausedBy: 'user:default/guest',
      pausedAt: ago(0),
      reason,
    };
    return this.scheduler;
  }

  async resumeScheduler() {
    await this.answer('resumeScheduler');
    this.scheduler = { ...this.scheduler, paused: false };
    return this.scheduler;
  }

  #preview(request: RetentionPreviewRequest): RetentionPreview {
    return typeof this.preview === 'function'
      ? this.preview(request)
      : this.preview;
  }

  #policy(policyId: string): Policy {
    return find(this.policies, 'policy', ({ id }) => id === policyId);
  }

  #change(policyId: string, change: Partial<Policy>): Policy {
    const changed = { ...this.#policy(policyId), ...change };
    this.policies = this.policies.map(policy =>
      policy.id === policyId ? changed : policy,
    );
    return changed;
  }
}

function covers({ scope }: Policy, database: string): boolean {
  return (
    scope.all === true ||
    (scope.databases ?? []).includes(database) ||
    (scope.tables ?? []).some(table => table.database === database)
  );
}

/** What an input says, without what it leaves to the server. */
function given(input: PolicyInput): Partial<Policy> {
  return JSON.parse(JSON.stringify(input));
}
