export * from './NumbersByName';
