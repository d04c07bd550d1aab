export const backups = {
  title: 'Backups',
} as const;
