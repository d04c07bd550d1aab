export * from './BackupSession';
export * from './BackupSource';
export * from './PartCodec';
export * from './RestorePlan';
