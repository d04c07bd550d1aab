import { backupDetail as english } from '../en/backupDetail';
import { Translated } from '../flatten';

export const backupDetail: Translated<typeof english> = {
  title: '备份',
};
