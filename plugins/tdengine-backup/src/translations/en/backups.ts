export const backups = {
  title: 'Backups',
  create: 'Create backup',
  refresh: 'Refresh the list',
  search: 'Search name, remark or database',
  table: 'Backups',
  columns: {
    state: 'State',
    name: 'Name',
    instance: 'Instance',
    databases: 'Databases',
    created: 'Created',
    size: 'Size',
    rows: 'Rows',
    verified: 'Verified',
    duration: 'Duration',
    owner: 'Owner',
    actions: 'Actions',
  },
  moreDatabases: '{{first}} and {{more}} more',
  filters: {
    show: 'Filters',
    showActive: 'Filters ({{active}})',
    state: 'State',
    verification: 'Verification',
    kind: 'Kind',
    mode: 'Mode',
    origin: 'Origin',
    instance: 'Instance',
    database: 'Database',
    created: 'Created',
    from: 'Created from',
    to: 'Created until',
  },
  empty: {
    title: 'No backups yet',
    description:
      'Create the first one: choose an instance, choose what to keep, and watch it run. It counts as good only once it was read back and verified.',
    elsewhere:
      'Backups made elsewhere can be uploaded here, and those that lie on a target already are found by “Look for backups” on the storage page.',
    narrowedTitle: 'No backup fits',
    narrowedDescription: 'Take away a filter or search for something else.',
  },
  upload: {
    action: 'Upload a backup',
    title: 'Upload a backup',
    description:
      'A zip or tar.gz that was made elsewhere. All of it is checked before it is stored; what is damaged, or not a backup, is refused.',
    file: 'File',
    progress: 'Upload',
    sending: '{{sent}} of {{total}} sent',
    checking:
      'All was sent. It is being checked and stored, which may take minutes. That goes on when you close this, and you are told how it ended.',
    failed: 'It was not taken in',
    failedBecause: 'The uploaded backup was not taken in: {{message}}',
    broken:
      'The connection to the portal broke off. Unless the backup appears in the list, send it again.',
    confirm: 'Upload',
    done: '{{name}} was checked and taken in',
  },
  selection: {
    label: 'Chosen backups',
    count_one: '{{count, number}} chosen',
    count_other: '{{count, number}} chosen',
    verify: 'Verify selected',
    clear: 'Choose none',
    notVerifiable_one: '{{count, number}} of them cannot be verified now.',
    notVerifiable_other: '{{count, number}} of them cannot be verified now.',
    verifyStarted_one:
      'The verification of {{count, number}} backup is in the queue',
    verifyStarted_other:
      'The verification of {{count, number}} backups is in the queue',
  },
  menu: {
    open: 'Open',
    restore: 'Restore…',
    verify: 'Verify now',
    downloadStored: 'Download as stored',
    downloadCsv: 'Download as CSV',
    delete: 'Delete…',
    pin: 'Pin',
    unpin: 'Unpin',
    retry: 'Retry',
    cancel: 'Cancel…',
  },
  download: {
    failed: 'The download could not begin: {{message}}',
  },
  verifyStarted: 'Verification of {{name}} is under way',
  retryStarted: '{{name}} is in the queue again',
  pinned: 'Pinned: no rule removes it',
  pinDone: '{{name}} is pinned: no rule removes it',
  unpinDone: '{{name}} is pinned no more',
  actionFailed: '{{name}}: {{message}}',
  delete: {
    title: 'Delete this backup?',
    consequence:
      'The files of {{name}} are removed from {{targets}} for good ({{size}}). The record disappears from the lists, and its name may be used again.',
    consequenceNoFiles:
      'The record of {{name}} disappears from the lists, and its name may be used again.',
    onlyWay: 'Data that are nowhere else are lost. This cannot be undone.',
    confirm: 'Delete the backup',
    done: '{{name}} is being deleted',
  },
  cancel: {
    consequence:
      'What was written so far is removed. Nothing changes in the database, and you can begin again later.',
    verifyConsequence:
      'The verification stops without a result. The backup itself stays as it is.',
  },
} as const;
