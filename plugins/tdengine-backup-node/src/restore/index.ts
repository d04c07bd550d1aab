export {
  applyAllUnits,
  type AppliedUnit,
  type ApplyAllUnitsOptions,
  type ApplyProgress,
} from './applyAllUnits';
export { assertEqual } from './assertEqual';
export { checkAllUnits } from './checkAllUnits';
