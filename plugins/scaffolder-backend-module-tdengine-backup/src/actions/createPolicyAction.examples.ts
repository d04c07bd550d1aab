import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Back up a database every night, and keep a week of it',
    example: stringify({
      steps: [
        {
          id: 'policy',
          name: 'Back it up every night',
          action: 'tdengine:policy:create',
          input: {
            instance: 'production',
            databases: ['power'],
            name: 'power nightly',
            schedule: { cron: '0 2 * * *', timeZone: 'Europe/Berlin' },
            retention: { days: 7, keepLast: 3 },
          },
        },
      ],
    }),
  },
  {
    description:
      'Back up everything but test databases every six hours for a team, with days, weeks and months kept',
    example: stringify({
      steps: [
        {
          id: 'policy',
          name: 'Back up everything',
          action: 'tdengine:policy:create',
          input: {
            instance: 'production',
            all: true,
            exclude: ['test_*'],
            name: 'everything',
            description: 'What the auditors ask for',
            owner: 'group:default/data-team',
            schedule: {
              everyHours: 6,
              timeZone: 'Asia/Shanghai',
              keepClear: [{ from: '08:00', to: '18:00' }],
              jitter: '10 minutes',
            },
            retention: {
              keepDaily: 7,
              keepWeekly: 4,
              keepMonthly: 12,
              timeZone: 'Asia/Shanghai',
            },
            packaging: 'folder',
            overlap: 'queue',
            grace: '2 hours',
            objectiveHours: 24,
            notifications: {
              onSuccess: true,
              addresses: ['data-team@example.com'],
              language: 'zh',
            },
          },
        },
      ],
    }),
  },
  {
    description:
      'Keep backups on fast storage for a week, and then in S3 for a year',
    example: stringify({
      steps: [
        {
          id: 'policy',
          name: 'Back it up every night',
          action: 'tdengine:policy:create',
          input: {
            instance: 'production',
            databases: ['power'],
            name: 'power nightly',
            schedule: { cron: '0 2 * * *', timeZone: 'Europe/Berlin' },
            retention: { days: 365 },
            targets: ['nas'],
            destinations: [
              { target: 's3', afterDays: 7 },
              { target: 'nas', keepDays: 7 },
            ],
          },
        },
      ],
    }),
  },
  {
    description: 'Prepare a policy that somebody switches on later',
    example: stringify({
      steps: [
        {
          id: 'policy',
          name: 'Prepare the policy',
          action: 'tdengine:policy:create',
          input: {
            instance: 'production',
            tables: [{ database: 'power', include: ['meters'] }],
            name: 'meters',
            enabled: false,
            schedule: { cron: '0 3 * * SUN', timeZone: 'UTC' },
            retention: { count: 10 },
          },
        },
      ],
    }),
  },
];
