import { Entity } from '@backstage/catalog-model';
import {
  ApiBlueprint,
  createFrontendModule,
  FrontendFeature,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  AuthorizeResult,
  EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  TDENGINE_DATABASE_ANNOTATION,
  TDENGINE_INSTANCE_ANNOTATION,
} from 'backstage-plugin-tdengine-backup-common';
import {
  tdengineBackupApiRef,
  tdengineBackupOverviewApiRef,
  tdengineBackupPolicyApiRef,
} from '../src';
import { FakeTdengineBackupApi } from '../src/__testUtils__/FakeTdengineBackupApi';
import { FakeTdengineBackupOverviewApi } from '../src/__testUtils__/FakeTdengineBackupOverviewApi';
import { FakeTdengineBackupPolicyApi } from '../src/__testUtils__/FakeTdengineBackupPolicyApi';
import { emptyOverview } from '../src/__testUtils__/sampleOverview';
import { serverError } from '../src/__testUtils__/serverError';
import { runSampleJob } from './runSampleJob';

const STORIES = ['full', 'empty', 'failing', 'loading', 'denied'] as const;
type Story = (typeof STORIES)[number];

const STORAGE_KEY = 'tdengine-backup-story';

function chooseStory(): Story {
  const asked =
    new URLSearchParams(window.location.search).get('story') ??
    window.sessionStorage.getItem(STORAGE_KEY);
  const story = STORIES.find(name => name === asked) ?? 'full';
  window.sessionStorage.setItem(STORAGE_KEY, story);
  return story;
}

function entity(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'database', owner: 'group:default/energy-platform' },
  };
}

const entities: Entity[] = [
  entity('power-data', {
    [TDENGINE_INSTANCE_ANNOTATION]: 'production',
    [TDENGINE_DATABASE_ANNOTATION]: 'power',
  }),
  entity('half-described', {
    [TDENGINE_INSTANCE_ANNOTATION]: 'production',
  }),
  entity('unprotected', {
    [TDENGINE_INSTANCE_ANNOTATION]: 'production',
    [TDENGINE_DATABASE_ANNOTATION]: 'nobody_backs_this_up',
  }),
];

function createApi(story: Story): FakeTdengineBackupApi {
  const api = FakeTdengineBackupApi.create({ latencyMs: 250 });
  if (story === 'empty') {
    api.backups = [];
    api.restores = [];
  }
  if (story === 'loading') {
    api.pending.add('getBackups');
    api.pending.add('getBackup');
    api.pending.add('getRestores');
    api.pending.add('getRestore');
  }
  if (story === 'failing') {
    serverError(
      503,
      'The database of the portal does not answer. Try again in a minute.',
      'ServiceUnavailableError',
    ).then(error => {
      api.failures.set('getBackups', error);
      api.failures.set('getBackup', error);
      api.failures.set('getRestores', error);
      api.failures.set('getRestore', error);
    });
  }
  runSampleJob(api);
  return api;
}

function createPolicyApi(story: Story): FakeTdengineBackupPolicyApi {
  const api = FakeTdengineBackupPolicyApi.create();
  if (story === 'empty') {
    api.policies = [];
    api.runs = [];
  }
  if (story === 'loading') {
    api.pending.add('getPolicies');
    api.pending.add('getPolicy');
  }
  if (story === 'failing') {
    serverError(503, 'The database of the portal does not answer.').then(
      error => {
        api.failures.set('getPolicies', error);
        api.failures.set('getPolicy', error);
      },
    );
  }
  return api;
}

function createOverviewApi(story: Story): FakeTdengineBackupOverviewApi {
  const api = FakeTdengineBackupOverviewApi.create();
  if (story === 'empty') {
    api.overview = emptyOverview();
    api.storage = {
      targets: api.overview.storage,
      policies: [],
      databases: [],
    };
  }
  if (story === 'loading') {
    api.pending.add('getOverview');
    api.pending.add('getStorage');
  }
  if (story === 'failing') {
    serverError(503, 'The database of the portal does not answer.').then(
      error => {
        api.failures.set('getOverview', error);
        api.failures.set('getStorage', error);
      },
    );
  }
  return api;
}

/** The modules that put the story's backend, catalog and permissions in place of the real ones. */
export function createStoryModules(): FrontendFeature[] {
  const story = chooseStory();
  const api = createApi(story);
  return [
    catalogPlugin,
    createFrontendModule({
      pluginId: 'tdengine-backup',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: tdengineBackupApiRef,
              deps: {},
              factory: () => api,
            }),
        }),
        ApiBlueprint.make({
          name: 'overview',
          params: defineParams =>
            defineParams({
              api: tdengineBackupOverviewApiRef,
              deps: {},
              factory: () => createOverviewApi(story),
            }),
        }),
        ApiBlueprint.make({
          name: 'policies',
          params: defineParams =>
            defineParams({
              api: tdengineBackupPolicyApiRef,
              deps: {},
              factory: () => createPolicyApi(story),
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'catalog',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: catalogApiRef,
              deps: {},
              factory: () => catalogApiMock({ entities }),
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'app',
      extensions: [
        ApiBlueprint.make({
          name: 'permission',
          params: defineParams =>
            defineParams({
              api: permissionApiRef,
              deps: {},
              factory: () => ({
                authorize: async (request: EvaluatePermissionRequest) => ({
                  result:
                    story === 'denied' &&
                    request.permission.name.startsWith('tdengine-backup.')
                      ? AuthorizeResult.DENY
                      : AuthorizeResult.ALLOW,
                }),
              }),
            }),
        }),
      ],
    }),
  ];
}
