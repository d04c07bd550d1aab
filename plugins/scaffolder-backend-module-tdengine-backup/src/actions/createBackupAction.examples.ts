import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Back up one database',
    example: stringify({
      steps: [
        {
          id: 'backup',
          name: 'Back up the database',
          action: 'tdengine:backup:create',
          input: {
            instance: 'production',
            databases: ['power'],
            remark: 'Before the upgrade',
          },
        },
      ],
    }),
  },
  {
    description:
      'Back up some tables as CSV for a team, and wait until it has ended',
    example: stringify({
      steps: [
        {
          id: 'backup',
          name: 'Back up the meters',
          action: 'tdengine:backup:create',
          input: {
            instance: 'production',
            tables: [
              {
                database: 'power',
                include: ['meters', 'site_*'],
                exclude: ['site_test'],
              },
            ],
            name: 'meters before the upgrade',
            format: 'csv',
            packaging: 'tar.gz',
            owner: 'group:default/data-team',
            wait: true,
            timeout: '2 hours',
          },
        },
      ],
    }),
  },
  {
    description: 'Back up everything but test databases into a folder',
    example: stringify({
      steps: [
        {
          id: 'backup',
          name: 'Back up everything',
          action: 'tdengine:backup:create',
          input: {
            instance: 'production',
            all: true,
            exclude: ['test_*', '*.tmp_*'],
            packaging: 'folder',
          },
        },
      ],
    }),
  },
];
