import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Restore a backup beside the original, under another name',
    example: stringify({
      steps: [
        {
          id: 'restore',
          name: 'Restore as a copy',
          action: 'tdengine:backup:restore',
          input: {
            backupId: '${{ steps.backup.output.backupId }}',
            rename: { power: 'power_copy' },
          },
        },
      ],
    }),
  },
  {
    description: 'Restore under a name that the user has typed',
    example: stringify({
      steps: [
        {
          id: 'restore',
          name: 'Restore as a copy',
          action: 'tdengine:backup:restore',
          input: {
            backupId: '${{ steps.backup.output.backupId }}',
            rename: [
              {
                from: '${{ parameters.database }}',
                to: '${{ parameters.newName }}',
              },
            ],
          },
        },
      ],
    }),
  },
  {
    description: 'Replace a database of another instance',
    example: stringify({
      steps: [
        {
          id: 'restore',
          name: 'Refresh the test system',
          action: 'tdengine:backup:restore',
          input: {
            backupId: '${{ parameters.backupId }}',
            instance: 'test',
            conflict: 'replace',
            confirmation: 'power',
          },
        },
      ],
    }),
  },
];
