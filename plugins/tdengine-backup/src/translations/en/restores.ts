export const restores = {
  title: 'Restores',
  create: 'Restore a backup',
  refresh: 'Refresh the list',
  search: 'Search backup, database or remark',
  columns: {
    restore: 'Backup',
    state: 'State',
    destination: 'Destination',
    created: 'Created',
    rows: 'Rows',
    duration: 'Duration',
    createdBy: 'Created by',
    actions: 'Actions',
  },
  mode: {
    full: 'Everything',
    selective: 'A part',
  },
  open: 'Restore of {{backup}} into {{databases}}',
  filters: {
    show: 'Filters',
    showActive: 'Filters ({{active}})',
    state: 'State',
    instance: 'Instance',
    database: 'Database',
    created: 'Created',
  },
  empty: {
    title: 'Nothing has been restored yet',
    description:
      'A restore brings a backup back: to its original place, beside it under another name, or to another instance. You see what would happen before anything is changed.',
    narrowedTitle: 'No restore fits',
    narrowedDescription: 'Take away a filter or search for something else.',
  },
  menu: {
    open: 'Open',
    backup: 'Open the backup',
    again: 'Restore the backup again…',
    retry: 'Retry',
    cancel: 'Cancel…',
  },
  cancel: {
    title: 'Cancel this restore?',
    consequence:
      'Databases that this restore created are removed again. What it wrote into databases that existed before stays there, and the restore says what that is.',
    confirm: 'Cancel the restore',
    keep: 'Keep it running',
    done: 'The restore is being cancelled',
  },
  retryStarted: 'The restore is in the queue again',
  actionFailed: 'Restore of {{name}}: {{message}}',
} as const;
