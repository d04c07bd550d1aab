import { FidelityCase } from '../FidelityCase';
import { allTypesCases } from './allTypes';
import * as decimalBlob from './decimalBlob';
import { namesCase } from './names';
import * as shapes from './shapes';
import * as values from './values';

/** Every hard database. */
export const fidelityCases: FidelityCase[] = [
  ...allTypesCases,
  namesCase,
  ...Object.values(values),
  ...Object.values(shapes),
  ...Object.values(decimalBlob),
];
