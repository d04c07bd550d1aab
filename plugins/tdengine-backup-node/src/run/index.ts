export * from './RunContext';
export { inStage, inStageSync, StageClock } from './stages';
