import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Backup and restore of TDengine. */
  tdengineBackup?: {
    /** Where backups are kept. */
    storage?: {
      /**
       * A folder on this machine for logs, work in progress and, where no target is configured, the backups themselves.
       * `./data` by default.
       */
      path?: string;
      /** The target a backup goes to where it names none; the first one by default. */
      default?: string;
      /**
       * The hosts that targets may be at: names, addresses, or `*.example.com` for all below a domain. Every host where it is
       * absent.
       */
      allowedHosts?: string[];
      /** One target of type `local` named `default` at `path` where there are none. */
      targets?: Array<{
        /** Unique; backups refer to it for ever. */
        name: string;
        /** `local`, or the type of an installed module. */
        type: string;
        /** For type `local`: the folder, which may be a mounted network share. */
        path?: string;
      }>;
    };
    /** Work in progress that need not be shared; `<storage.path>/temp` by default. */
    temporaryPath?: string;
    /** Bytes, or text such as `10 GiB`, which is the default. A backup that grows beyond stops. */
    sizeLimit?: number | string;
    /** Backups and restores that run at once in one backend; 2 by default. One verification runs beside them. */
    parallelRuns?: number;
    /** Units of one run that are read or written at once; 3 by default, up to 16. */
    parallelism?: number;
    /** How the data of a backup are compressed; `zstd` at level 6 by default. */
    compression?: {
      algorithm?: 'none' | 'gzip' | 'zstd';
      /** 0 to 9. */
      level?: number;
    };
    /** How backups are encrypted. */
    encryption?: {
      /** Whether backups are encrypted where a request or a policy does not say otherwise; false by default. */
      enabled?: boolean;
      /**
       * Whether a search of a target and an upload take in backups that the portal does not know and that are not encrypted, or that
       * only an age key opens, whose recipient is public: whoever can write to the storage can have made such a one.
       * False where `enabled` is true, true otherwise.
       */
      acceptPlain?: boolean;
      /** The `id` of the key that encrypts; the first one that is not retired by default. */
      defaultKey?: string;
      /** Each with exactly one of `secret`, `passphrase` and `recipient`. */
      keys?: Array<{
        /** Stands in every backup that the key encrypts, for ever; letters, digits, `.`, `_` and `-`. */
        id: string;
        /** It reads what it encrypted, and encrypts nothing any more. */
        retired?: boolean;
        /**
         * Base64 of 32 random bytes.
         * @visibility secret
         */
        secret?: string;
        /**
         * 12 characters at least; a key comes from it by scrypt.
         * @visibility secret
         */
        passphrase?: string;
        /** The public key of an age pair: without `identity` backups are written and cannot be read. */
        recipient?: string;
        /**
         * The private key of that pair.
         * @visibility secret
         */
        identity?: string;
      }>;
    };
    /** `zip` by default. */
    packaging?: 'folder' | 'zip' | 'tar.gz';
    /** The format of the rows, one of those that a source writes; the first of them by default, of TDengine `native`. */
    format?: string;
    /** Rows of one table in one write of a restore, at most; 16,384 by default. */
    batchSize?: number;
    /** Whether a backup is read back before it counts as good; true by default. */
    verifyAfterBackup?: boolean;
    /** Backups that lie there are read again and again, since disks forget. */
    verification?: {
      /** True by default. */
      enabled?: boolean;
      /** A good backup is verified again when its last verification is older; 30 days by default. */
      every?: HumanDuration | string;
    };
    /** How copies of backups that failed, are damaged or missing are made again out of a good one. */
    repair?: {
      /** By itself, that is; on demand it is always possible. True by default. */
      enabled?: boolean;
      /** Until the first attempt; it doubles with every one that fails. 1 minute by default. */
      firstDelay?: HumanDuration | string;
      /** Beyond which it does not grow; 6 hours by default. */
      longestDelay?: HumanDuration | string;
      /** That may fail in a row; 20 by default. */
      attempts?: number;
    };
    /** Backups that were made elsewhere and are sent to the portal. */
    uploads?: {
      /** Bytes, or text such as `50 GiB`, which is the default. Larger ones are refused. */
      maximumSize?: number | string;
    };
    /** False keeps every policy from running by itself; true by default. */
    automaticBackups?: boolean;
    /** What no policy undercuts. */
    retention?: {
      /** The newest good backups of a policy that its rules never remove; 1 by default. */
      minimumBackups?: number;
    };
    /** What is remembered of what is over. */
    records?: {
      /** How long restores, runs of policies, deleted backups and their jobs stay in the lists; 400 days by default. */
      keep?: HumanDuration | string;
    };
    /**
     * Policies that can be changed here only. Each has what the API takes for a new policy: `name`, `instance`, `scope`,
     * `schedule` and `retention`, and more as wanted.
     */
    policies?: Array<{
      name: string;
      [key: string]: unknown;
    }>;
    /** When somebody is told that something is wrong: on the overview, and once by every notifier. */
    alerts?: {
      /** True by default. */
      enabled?: boolean;
      /** Too many of the last runs of a policy failed. */
      successRate?: {
        /** So many runs count; 20 by default, up to 100. */
        runs?: number;
        /** The share that has to succeed, 0 to 1; 0.9 by default. */
        below?: number;
        /** With fewer runs nothing is said; 5 by default. */
        atLeast?: number;
      };
      /** A run of a policy takes longer than usual. */
      duration?: {
        /** So many good runs before say what is usual; 20 by default, up to 100. */
        runs?: number;
        /** So many times their spread above their median is too long; 4 by default. */
        factor?: number;
        /** What a run may take longer in any case; 5 minutes by default. */
        tolerance?: HumanDuration | string;
      };
      /** A storage target fills up. */
      storage?: {
        /** The share of a target that may be taken, 0 to 1; 0.8 by default. */
        usedAbove?: number;
        /** How long before a target is full, at the growth of the last 30 days; 14 days by default. */
        fullWithin?: HumanDuration | string;
      };
    };
    /** Who is told of what has nobody of its own. */
    notifications?: {
      /** Entities told of policies, runs and targets without an owner, such as `group:default/operators`. */
      recipients?: string[];
      /** Mail addresses told of policies that name none, and of targets. */
      addresses?: string[];
      /** `en` by default. */
      language?: 'en' | 'zh';
    };
    /** The queue. */
    jobs?: {
      /** How long a run may be silent before another backend takes it over; 30 seconds by default. */
      leaseDuration?: HumanDuration | string;
      /** How often a run says that it lives; 8 seconds by default, at most a third of the lease. */
      heartbeat?: HumanDuration | string;
      /** How often a run is begun before it counts as failed; 3 by default. */
      maxAttempts?: number;
      /** How often the queue is looked at; 2 seconds by default. */
      pollInterval?: HumanDuration | string;
      /** How long logs and events of ended runs are kept; 30 days by default. */
      eventRetention?: HumanDuration | string;
    };
  };
}
