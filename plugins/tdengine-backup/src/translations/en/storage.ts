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
  rescan: {
    action: 'Look for backups',
    title: 'Look for backups on {{target}}?',
    consequence:
      'Every backup that lies there and is not known is taken in and belongs to you; copies that are gone are marked as missing. Nothing is written on the target. It runs in the background.',
    confirm: 'Look for backups',
    running: 'Looking for backups…',
    cancel: 'Stop looking',
    last: 'Last search:',
    failed: 'The search failed',
    result:
      '{{found}} found, {{added}} of them new; {{copies}} copies added; {{missing}} missing',
    problems_one: '{{count, number}} could not be taken in',
    problems_other: '{{count, number}} could not be taken in',
    more: 'Only the first {{listed}} are listed.',
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
