/**
 * Who is to hear of something.
 * @public
 */
export interface NotificationRecipients {
  /** Users, groups, or entities whose owners are meant. */
  entityRefs: readonly string[];
  /** Mail addresses. */
  addresses: readonly string[];
}

/**
 * Something a person may want to hear of, in the words of a language. Names and causes come from databases and servers:
 * control characters are taken out of them, secrets too, and in `html` they are escaped.
 * @public
 */
export interface BackupNotification {
  /** A UUID, the same every time it is tried. */
  id: string;
  /** What it is about: a policy, a backup or a restore by hand, an alert, or many of these. */
  kind: 'policy' | 'backup' | 'restore' | 'alert' | 'digest';
  outcome:
    | 'succeeded'
    | 'failed'
    /** Some copies of a backup failed; it can be restored. */
    | 'partially-failed'
    | 'cancelled'
    /** The first success of a policy after a failure. */
    | 'recovered'
    /** Nothing ran at a planned time of a policy. */
    | 'missed'
    /** Of an alert. */
    | 'opened'
    | 'closed'
    /** Of a digest. */
    | 'several';
  /** The matter, at most 100 characters: a later message of the same thread takes the place of an earlier one. */
  thread: string;
  /** The id under which the message was sent that this one ends: the failure that is over. */
  answers?: string;
  topic: 'policies' | 'runs' | 'alerts';
  severity: 'high' | 'normal' | 'low';
  language: 'en' | 'zh';
  /** One line of at most 200 characters. */
  title: string;
  /** One line: the cause where something failed. */
  summary: string;
  /** All of it: the summary first, then facts line by line. */
  text: string;
  /** The same as a HTML document with inline styles, and the link where it is known. */
  html: string;
  /** Path in the portal. */
  link: string;
  /** The link with the address of the portal; absent where `app.baseUrl` is not configured. */
  url?: string;
  recipients: NotificationRecipients;
}
