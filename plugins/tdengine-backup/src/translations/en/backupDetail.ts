export const backupDetail = {
  title: 'Backup',
} as const;
