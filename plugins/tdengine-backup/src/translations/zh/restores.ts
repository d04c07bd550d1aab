import { restores as english } from '../en/restores';
import { Translated } from '../flatten';

export const restores: Translated<typeof english> = {
  title: '恢复记录',
};
