import { flatten } from './flatten';
import { backupDetail } from './zh/backupDetail';
import { backups } from './zh/backups';
import { common } from './zh/common';
import { createBackup } from './zh/createBackup';
import { entity } from './zh/entity';
import { overview } from './zh/overview';
import { policies } from './zh/policies';
import { policyDetail } from './zh/policyDetail';
import { policyEditor } from './zh/policyEditor';
import { restoreDetail } from './zh/restoreDetail';
import { restores } from './zh/restores';
import { restoreWizard } from './zh/restoreWizard';
import { storage } from './zh/storage';

// The translation API loads a language by its default export.
export default flatten({
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
});
