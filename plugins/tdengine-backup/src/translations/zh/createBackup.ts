import { createBackup as english } from '../en/createBackup';
import { Translated } from '../flatten';

export const createBackup: Translated<typeof english> = {
  title: '创建备份',
};
