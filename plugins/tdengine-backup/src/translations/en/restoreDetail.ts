export const restoreDetail = {
  title: 'Restore',
} as const;
