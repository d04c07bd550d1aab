export {
  applyAllUnits,
  type AppliedUnit,
  type ApplyAllUnitsOptions,
  type ApplyProgress,
} from './applyAllUnits';
export { assertEqual } from './assertEqual';
export { describeRemoved, touched } from './comparePlans';
export { checkAllUnits } from './checkAllUnits';
