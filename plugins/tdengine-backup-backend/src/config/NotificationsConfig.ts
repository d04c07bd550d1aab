import { Language } from '../notifications/News';

/** Who hears of what has nobody of its own. */
export interface NotificationsConfig {
  /** Entities told of policies, runs and targets without an owner. */
  recipients: string[];
  /** Mail addresses told of policies that name none, and of targets. */
  addresses: string[];
  /** Of what has no language of its own. */
  language: Language;
}
