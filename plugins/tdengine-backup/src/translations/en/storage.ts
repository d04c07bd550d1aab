export const storage = {
  title: 'Storage',
  refresh: 'Refresh the usage',
  days: 'Trend of',
  daysOption: '{{days}} days',
  target: {
    backups: 'Backups',
    used: 'Used by backups',
    others: 'Used by others',
    free: 'Free',
    total: 'Size',
    daysUntilFull: 'Full in',
    days_one: '{{count, number}} day',
    days_other: '{{count, number}} days',
    notGrowing: 'Not in sight',
    unknownRoom: 'This target does not tell how much room it has.',
    removed: 'Not configured any more',
    bar: '{{target}}: {{percent}} taken',
  },
  empty: {
    title: 'Nothing is stored yet',
    description: 'The usage shows once there is a backup.',
  },
  policies: {
    title: 'By policy',
    byHand: 'Made by hand',
    policy: 'Policy',
  },
  databases: {
    title: 'By database',
    description:
      'A backup of several databases counts for each with its share of the size.',
    database: 'Database',
    instance: 'Instance',
  },
  columns: {
    backups: 'Backups',
    used: 'Used',
    share: 'Share',
  },
  estimate: {
    asking: 'Estimating the size…',
    size: 'About {{size}}',
    free: '{{free}} free on {{target}}',
    basedOn: 'as the last backup, {{name}}',
    needs: 'A run asks for {{needed}} of free space.',
    tooSmall:
      'This will not fit: a run asks for {{needed}} of free space, and {{target}} has {{free}}.',
    failed: 'The size cannot be estimated: {{message}}',
  },
} as const;
