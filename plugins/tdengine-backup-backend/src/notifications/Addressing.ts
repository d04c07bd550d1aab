import { parseEntityRef } from '@backstage/catalog-model';
import { NotificationRecipients } from 'backstage-plugin-tdengine-backup-node';
import { NotificationsConfig } from '../config/NotificationsConfig';
import { StoredPolicy } from '../database/policyRows';
import { Language } from './News';

interface Addressee {
  recipients: NotificationRecipients;
  language: Language;
}

/** Decides who hears of something, and in which language. */
export class Addressing {
  readonly #config: NotificationsConfig;

  static create(config: NotificationsConfig): Addressing {
    return new Addressing(config);
  }

  private constructor(config: NotificationsConfig) {
    this.#config = config;
  }

  /** The owner of a policy, or who made it, and the addresses that it names. */
  ofPolicy(
    policy: Pick<StoredPolicy, 'ownerRef' | 'createdBy' | 'notifications'>,
  ): Addressee {
    const { addresses = [], language } = policy.notifications;
    return {
      recipients: {
        entityRefs: this.#entities(policy.ownerRef ?? policy.createdBy),
        addresses: addresses.length > 0 ? addresses : this.#config.addresses,
      },
      language: language ?? this.#config.language,
    };
  }

  /** Whoever began a run, or its owner where that is no person. No mail: nobody gave an address. */
  ofRun(run: { begunBy: string; ownerRef?: string }): Addressee {
    return {
      recipients: {
        entityRefs: this.#entities(
          isPerson(run.begunBy) ? run.begunBy : run.ownerRef,
        ),
        addresses: [],
      },
      language: this.#config.language,
    };
  }

  /** Whoever owns something, or looks after what nobody owns. */
  ofOwner(ownerRef: string | undefined): Addressee {
    const { addresses, language } = this.#config;
    return {
      recipients: { entityRefs: this.#entities(ownerRef), addresses },
      language,
    };
  }

  #entities(ref: string | undefined): readonly string[] {
    return ref !== undefined && isEntity(ref) ? [ref] : this.#config.recipients;
  }
}

function isPerson(ref: string): boolean {
  return ref.toLowerCase().startsWith('user:') && isEntity(ref);
}

/** Services have names that look like references: `plugin:scaffolder`, `external:ci`. */
function isEntity(ref: string): boolean {
  if (/^(plugin|external):/i.test(ref)) {
    return false;
  }
  try {
    return parseEntityRef(ref).kind !== '';
  } catch {
    return false;
  }
}
