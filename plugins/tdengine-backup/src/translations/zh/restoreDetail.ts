import { restoreDetail as english } from '../en/restoreDetail';
import { Translated } from '../flatten';

export const restoreDetail: Translated<typeof english> = {
  title: '恢复',
};
