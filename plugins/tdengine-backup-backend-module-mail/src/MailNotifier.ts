import { LoggerService } from '@backstage/backend-plugin-api';
import {
  BackupNotification,
  NotificationRecipients,
  Notifier,
} from 'backstage-plugin-tdengine-backup-node';
import { createTransport, Transporter } from 'nodemailer';
import { toMailError } from './mailErrors';
import { MailConfig } from './readMailConfig';

/** Shorter together than what the backup plugin gives a message. */
const CONNECT_TIMEOUT_MS = 8_000;
const ANSWER_TIMEOUT_MS = 15_000;

/** Sends mail by SMTP, one connection a message: there are few, and days between them. */
export class MailNotifier implements Notifier {
  readonly type = 'mail';
  readonly mostPerMinute: number;
  readonly #config: MailConfig;
  readonly #transport: Transporter;
  readonly #logger: LoggerService;

  static create(options: {
    config: MailConfig;
    logger: LoggerService;
  }): MailNotifier {
    return new MailNotifier(options);
  }

  private constructor(options: { config: MailConfig; logger: LoggerService }) {
    const { config, logger } = options;
    this.mostPerMinute = config.mostPerMinute;
    this.#config = config;
    this.#logger = logger;
    this.#transport = createTransport({
      host: config.host,
      port: config.port,
      secure: config.secure,
      requireTLS: !config.allowPlainText,
      auth: config.auth,
      tls: { ca: config.ca, rejectUnauthorized: config.rejectUnauthorized },
      dnsTimeout: CONNECT_TIMEOUT_MS,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: ANSWER_TIMEOUT_MS,
      // What a message is made of comes from databases.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  reaches({ addresses }: NotificationRecipients): boolean {
    return addresses.length > 0;
  }

  async notify(
    notification: BackupNotification,
    { signal }: { signal: AbortSignal },
  ): Promise<void> {
    const { title, text, html, recipients } = notification;
    const answered =
      notification.answers && this.#messageId(notification.answers);
    try {
      const { rejected = [] } = await this.#transport.sendMail({
        from: this.#config.from,
        replyTo: this.#config.replyTo,
        to: recipients.addresses.map(address => ({ name: '', address })),
        subject: title,
        // Cut off, so that what counts as failed does not arrive after all.
        signal,
        text,
        html,
        messageId: this.#messageId(notification.id),
        inReplyTo: answered,
        references: answered,
        headers: {
          // No holiday answers to a machine.
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
        },
      });
      if (rejected.length > 0) {
        this.#logger.warn(
          `The mail server knows only some of the addresses; '${title}' did not go to ${rejected.join(
            ', ',
          )}`,
        );
      }
    } catch (error) {
      throw toMailError(error, this.#config.auth);
    }
  }

  /** The same for every try, and known to those who answer it. */
  #messageId(id: string): string {
    const domain = this.#config.from.address.split('@').pop();
    return `<${id}@${domain}>`;
  }
}
