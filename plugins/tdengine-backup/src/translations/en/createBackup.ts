export const createBackup = {
  title: 'Create backup',
} as const;
