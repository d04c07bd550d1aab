import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { backupDetail } from './translations/en/backupDetail';
import { backups } from './translations/en/backups';
import { common } from './translations/en/common';
import { createBackup } from './translations/en/createBackup';
import { entity } from './translations/en/entity';
import { overview } from './translations/en/overview';
import { policies } from './translations/en/policies';
import { policyDetail } from './translations/en/policyDetail';
import { policyEditor } from './translations/en/policyEditor';
import { restoreDetail } from './translations/en/restoreDetail';
import { restores } from './translations/en/restores';
import { restoreWizard } from './translations/en/restoreWizard';
import { storage } from './translations/en/storage';

/**
 * All texts of TDengine Backup, in English, with a Chinese translation that comes along.
 * @public
 */
export const tdengineBackupTranslationRef = createTranslationRef({
  id: 'plugin.tdengine-backup',
  messages: {
    common,
    backups,
    backupDetail,
    createBackup,
    entity,
    overview,
    policies,
    policyDetail,
    policyEditor,
    restores,
    restoreWizard,
    restoreDetail,
    storage,
  },
  translations: {
    zh: () => import('./translations/zh'),
  },
});
