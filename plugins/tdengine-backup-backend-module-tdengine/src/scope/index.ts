export * from './describeScope';
export * from './parseScope';
export * from './TdengineScope';
