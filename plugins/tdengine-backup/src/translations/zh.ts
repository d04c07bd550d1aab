import { flatten } from './flatten';
import { backupDetail } from './zh/backupDetail';
import { backups } from './zh/backups';
import { common } from './zh/common';
import { createBackup } from './zh/createBackup';
import { entity } from './zh/entity';
import { restoreDetail } from './zh/restoreDetail';
import { restores } from './zh/restores';
import { restoreWizard } from './zh/restoreWizard';

// The translation API loads a language by its default export.
export default flatten({
  common,
  backups,
  backupDetail,
  createBackup,
  entity,
  restores,
  restoreWizard,
  restoreDetail,
});
