import { createExtensionTester } from '@backstage/frontend-test-utils';
import plugin from './index';

describe('the plugin', () => {
  it.each([
    'page:tdengine-backup',
    'sub-page:tdengine-backup/overview',
    'sub-page:tdengine-backup/backups',
    'sub-page:tdengine-backup/storage',
    'api:tdengine-backup/overview',
    'sub-page:tdengine-backup/restores',
    'sub-page:tdengine-backup/policies',
    'page:tdengine-backup/backup',
    'page:tdengine-backup/policy',
    'page:tdengine-backup/new-policy',
    'page:tdengine-backup/edit-policy',
    'page:tdengine-backup/restore',
    'page:tdengine-backup/restore-backup',
    'page:tdengine-backup/new-restore',
    'entity-content:tdengine-backup/backups',
    'entity-card:tdengine-backup/protection',
    'api:tdengine-backup',
    'api:tdengine-backup/policies',
  ] as const)('has %s', id => {
    expect(plugin.getExtension(id)).toBeDefined();
  });

  it('is in the sidebar once', () => {
    const pages = [
      'page:tdengine-backup',
      'page:tdengine-backup/backup',
      'page:tdengine-backup/policy',
      'page:tdengine-backup/new-policy',
      'page:tdengine-backup/edit-policy',
      'page:tdengine-backup/restore',
      'page:tdengine-backup/restore-backup',
      'page:tdengine-backup/new-restore',
    ] as const;
    const withRef = pages.filter(id =>
      createExtensionTester(plugin.getExtension(id))
        .snapshot()
        .outputs?.includes('core.routing.ref'),
    );

    expect(withRef).toEqual(['page:tdengine-backup']);
  });
});
