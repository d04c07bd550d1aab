import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Wait for a backup that an earlier step has begun',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Wait for the backup',
          action: 'tdengine:job:wait',
          input: { jobId: '${{ steps.backup.output.jobId }}' },
        },
      ],
    }),
  },
  {
    description: 'Wait for at most two hours, and ask every half minute',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Wait for the restore',
          action: 'tdengine:job:wait',
          input: {
            jobId: '${{ steps.restore.output.jobId }}',
            timeout: '2 hours',
            pollInterval: '30s',
          },
        },
      ],
    }),
  },
];
