import { LoggerService } from '@backstage/backend-plugin-api';

/** The channel on which changes are told. */
export const CHANGE_CHANNEL = 'tdengine-backup';

/**
 * What the signals service has to offer here; absent where its plugin is not installed.
 *
 * @public
 */
export interface ChangeSignals {
  publish(signal: {
    recipients: { type: 'broadcast' };
    channel: string;
    message: { kind: string; id: string };
  }): Promise<void>;
}

/** What a change may be of. */
export type ChangeKind =
  | 'backup'
  | 'restore'
  | 'policy'
  | 'scheduler'
  | 'alert';

/** Tells open pages that a record changed. It says which, not what: whoever may see it reads it. */
export class ChangePublisher {
  readonly #signals: ChangeSignals | undefined;
  readonly #logger: LoggerService;

  static create(options: {
    signals?: ChangeSignals;
    logger: LoggerService;
  }): ChangePublisher {
    return new ChangePublisher(options.signals, options.logger);
  }

  private constructor(
    signals: ChangeSignals | undefined,
    logger: LoggerService,
  ) {
    this.#signals = signals;
    this.#logger = logger;
  }

  publish(kind: ChangeKind, id: string): void {
    this.#signals
      ?.publish({
        recipients: { type: 'broadcast' },
        channel: CHANGE_CHANNEL,
        message: { kind, id },
      })
      .catch(error =>
        this.#logger.debug('A change could not be signalled', error),
      );
  }
}
