export * from './FakeTdengineBackupApi';
export * from './renderPage';
export * from './sampleData';
export * from './serverError';
