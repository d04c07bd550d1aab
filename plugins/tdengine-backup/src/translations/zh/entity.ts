import { entity as english } from '../en/entity';
import { Translated } from '../flatten';

export const entity: Translated<typeof english> = {
  title: 'TDengine 备份',
};
