import { restoreWizard as english } from '../en/restoreWizard';
import { Translated } from '../flatten';

export const restoreWizard: Translated<typeof english> = {
  title: '恢复备份',
};
