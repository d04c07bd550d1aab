import { FidelityCase } from '../FidelityCase';
import { allTypesCases } from './allTypes';
import { namesCase } from './names';
import * as shapes from './shapes';

/** Every hard database. */
export const fidelityCases: FidelityCase[] = [
  ...allTypesCases,
  namesCase,
  ...Object.values(shapes),
];
