export * from './BackupManifest';
export * from './BackupSetReader';
