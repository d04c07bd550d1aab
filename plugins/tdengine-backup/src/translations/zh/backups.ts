import { backups as english } from '../en/backups';
import { Translated } from '../flatten';

export const backups: Translated<typeof english> = {
  title: '备份',
};
