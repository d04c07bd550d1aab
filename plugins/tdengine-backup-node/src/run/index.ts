export * from './RunContext';
export { forEachInTurns } from './forEachInTurns';
export { inStage, inStageSync, StageClock } from './stages';
