export * from './tdengineBackupServiceMock';
