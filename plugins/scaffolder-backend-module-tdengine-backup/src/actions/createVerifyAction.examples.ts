import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Read a backup back, and fail when it is damaged',
    example: stringify({
      steps: [
        {
          id: 'verify',
          name: 'Verify the backup',
          action: 'tdengine:backup:verify',
          input: {
            backupId: '${{ parameters.backupId }}',
          },
        },
      ],
    }),
  },
  {
    description: 'Also compare it with the source, within two hours',
    example: stringify({
      steps: [
        {
          id: 'verify',
          name: 'Compare the backup with the source',
          action: 'tdengine:backup:verify',
          input: {
            backupId: '${{ steps.backup.output.backupId }}',
            deep: true,
            timeout: '2 hours',
          },
        },
      ],
    }),
  },
  {
    description: 'Begin it, and do something else meanwhile',
    example: stringify({
      steps: [
        {
          id: 'verify',
          name: 'Begin the verification',
          action: 'tdengine:backup:verify',
          input: {
            backupId: '${{ parameters.backupId }}',
            wait: false,
          },
        },
      ],
    }),
  },
];
