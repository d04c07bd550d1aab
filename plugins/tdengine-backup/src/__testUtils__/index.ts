export * from './FakeTdengineBackupApi';
export * from './FakeTdengineBackupPolicyApi';
export * from './renderPage';
export * from './sampleData';
export * from './samplePolicies';
export * from './sampleRestores';
export * from './serverError';
