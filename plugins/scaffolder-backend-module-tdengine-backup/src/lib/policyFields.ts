import {
  DESTINATION_MAXIMUM_DAYS,
  RETENTION_MAXIMUM,
} from 'backstage-plugin-tdengine-backup-common';
import type { z as Zod } from 'zod/v3';

/**
 * The fields of `tdengine:policy:create` that say when it runs; to be read with `readPolicySchedule`.
 */
export const scheduleInput = (z: typeof Zod) =>
  z
    .object({
      cron: z
        .string()
        .min(1)
        .describe(
          'Five fields, or six with a second before them, such as `0 2 * * *`',
        )
        .optional(),
      everyHours: z
        .number()
        .int()
        .min(1)
        .describe('A number of hours, counted from the making of the policy')
        .optional(),
      timeZone: z
        .string()
        .min(1)
        .describe('An IANA time zone, such as `Europe/Berlin`'),
      keepClear: z
        .array(
          z.object({
            from: z.string().describe('`HH:mm`'),
            to: z.string().describe('`HH:mm`; earlier than `from` for a night'),
          }),
        )
        .max(10)
        .describe(
          'Hours of the day in which nothing begins; it begins at their end instead',
        )
        .optional(),
      jitter: z
        .string()
        .describe(
          'How much later than planned a run may begin, such as `10 minutes`',
        )
        .optional(),
    })
    .describe('When it runs: `cron` or `everyHours`, and `timeZone`');

const amount = (z: typeof Zod, description: string) =>
  z.number().int().min(1).max(RETENTION_MAXIMUM).describe(description);

/**
 * The fields of `tdengine:policy:create` that say what it keeps, as the API has them.
 */
export const retentionInput = (z: typeof Zod) =>
  z
    .object({
      days: amount(z, 'Backups go when they are so many days old').optional(),
      count: amount(
        z,
        'Backups go when so many good ones are newer',
      ).optional(),
      keepLast: amount(z, 'The newest so many stay').optional(),
      keepHourly: amount(z, 'One of each of so many hours stays').optional(),
      keepDaily: amount(z, 'One of each of so many days stays').optional(),
      keepWeekly: amount(z, 'One of each of so many weeks stays').optional(),
      keepMonthly: amount(z, 'One of each of so many months stays').optional(),
      keepYearly: amount(z, 'One of each of so many years stays').optional(),
      onlyVerified: z
        .boolean()
        .describe('Only verified backups count as good; no by default')
        .optional(),
      timeZone: z
        .string()
        .describe('In which hours and days begin; `UTC` by default')
        .optional(),
    })
    .describe('Which of its backups stay; at least one rule');

/**
 * The field of `tdengine:policy:create` that says who hears of what.
 */
export const notificationsInput = (z: typeof Zod) =>
  z
    .object({
      onSuccess: z
        .boolean()
        .describe('Of every backup; no by default')
        .optional(),
      onFailure: z
        .boolean()
        .describe('When backups begin to fail; yes by default')
        .optional(),
      onMissed: z
        .boolean()
        .describe('When nothing ran at a planned time; yes by default')
        .optional(),
      addresses: z
        .array(z.string().min(1))
        .max(50)
        .describe('Mail addresses, beside the owner')
        .optional(),
      language: z.enum(['en', 'zh']).describe('`en` by default').optional(),
    })
    .describe('Who hears of what')
    .optional();

const days = (z: typeof Zod, description: string) =>
  z
    .number()
    .int()
    .min(1)
    .max(DESTINATION_MAXIMUM_DAYS)
    .describe(description)
    .optional();

/**
 * The field of `tdengine:policy:create` that says where copies go later, and how long they stay.
 */
export const destinationsInput = (z: typeof Zod) =>
  z
    .array(
      z.object({
        target: z.string().min(1).describe('A storage target'),
        afterDays: days(
          z,
          'A copy is made there when the backup is so many days old; only on a target that is not in `targets`',
        ),
        keepDays: days(
          z,
          'The copy there is removed when the backup is so many days old, and another copy is good',
        ),
      }),
    )
    .max(16)
    .describe('Where copies go later, and how long they stay there')
    .optional();
