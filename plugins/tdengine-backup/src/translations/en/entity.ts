export const entity = {
  title: 'TDengine backups',
  backUpNow: 'Back up now',
  database: 'Backups of {{database}} on {{instance}}',
  missing: {
    title: 'Which TDengine database is this?',
    both: 'Two annotations say which database of which instance this entity stands for. Add them to its catalog file:',
    one: 'The annotation {{present}} is there, but {{missing}} is missing. Add it to the catalog file of this entity:',
    instanceHint:
      '{{annotation}} is the name of an instance in the configuration of the portal.',
    instanceChoices: 'Configured are: {{names}}.',
    databaseHint: '{{annotation}} is the name of the database on it.',
    yaml: 'Example',
    copy: 'Copy the example',
  },
  card: {
    title: 'TDengine backup',
    lastGood: 'Last good backup',
    never: 'There is no good backup of this database',
    neverHint: 'Nobody could restore it today.',
    newest: 'Newest backup',
    size: 'Size',
    rows: 'Rows',
    verified: 'Verified',
    all: 'All backups',
    openBackup: 'Open {{name}}',
  },
} as const;
