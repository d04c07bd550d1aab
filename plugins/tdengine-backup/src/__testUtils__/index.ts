export * from './FakeTdengineBackupApi';
export * from './renderPage';
export * from './sampleData';
export * from './sampleRestores';
export * from './serverError';
