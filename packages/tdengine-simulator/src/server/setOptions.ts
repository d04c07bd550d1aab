import type { Session } from '../execution/Session';

/** The option that is a time zone; others mean nothing here. */
const TIME_ZONE_OPTION = 1;

/** Applies the options of `options_connection`. */
export function setOptions(session: Session, options: unknown): void {
  const list = Array.isArray(options)
    ? (options as Array<{ option: number; value?: string | null }>)
    : [];
  for (const { option, value } of list) {
    if (option === TIME_ZONE_OPTION) {
      session.timeZone = value || 'UTC';
    }
  }
}
