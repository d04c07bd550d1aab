export const restores = {
  title: 'Restores',
} as const;
