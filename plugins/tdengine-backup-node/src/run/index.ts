export * from './RunContext';
export { runUnits, type OrderedUnit } from './runUnits';
export { forEachInTurns } from './forEachInTurns';
export { inStage, inStageSync, StageClock } from './stages';
