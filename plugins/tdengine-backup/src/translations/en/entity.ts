export const entity = {
  title: 'TDengine backups',
} as const;
