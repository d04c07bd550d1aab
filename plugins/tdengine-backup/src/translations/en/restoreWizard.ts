export const restoreWizard = {
  title: 'Restore a backup',
} as const;
