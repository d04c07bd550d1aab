import { QueryValues } from './QueryValues';

/** Levels of log lines, the least first. */
export const EVENT_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export type EventLevel = (typeof EVENT_LEVELS)[number];

export interface EventsQuery {
  after: number;
  limit: number;
  waitMs: number;
  level?: EventLevel;
}

/**
 * @param lastEventId - the `Last-Event-ID` header of a browser that reconnects: it is newer than the `after` that the
 * address was made with.
 */
export function parseEventsQuery(
  query: object,
  lastEventId?: string,
): EventsQuery {
  const values = QueryValues.from(query);
  const header = QueryValues.from({ 'Last-Event-ID': lastEventId });
  const eventId = { fallback: 0, minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
  return {
    after: Math.max(
      values.integer('after', eventId),
      header.integer('Last-Event-ID', eventId),
    ),
    limit: values.integer('limit', {
      fallback: 500,
      minimum: 1,
      maximum: 5000,
    }),
    waitMs: values.integer('waitMs', {
      fallback: 0,
      minimum: 0,
      maximum: 30_000,
    }),
    level: values.oneOf('level', EVENT_LEVELS),
  };
}
