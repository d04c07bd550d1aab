export * from './BackupSession';
export * from './BackupSource';
export * from './compareCounts';
export * from './CountsSum';
export * from './PartCodec';
export * from './RestorePlan';
export * from './DeepVerification';
