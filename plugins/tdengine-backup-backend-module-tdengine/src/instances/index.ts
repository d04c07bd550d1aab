export * from './readInstances';
export * from './TdengineInstance';
