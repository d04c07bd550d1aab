export * from './RunContext';
