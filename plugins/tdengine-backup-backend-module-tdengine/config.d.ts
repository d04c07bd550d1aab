import { HumanDuration } from '@backstage/types';

export interface Config {
  tdengineBackup?: {
    /**
     * The servers that can be backed up and restored to. Each source takes those of its type.
     */
    instances?: Array<{
      /**
       * Unique; entities refer to it in the annotation `tdengine.com/instance`.
       */
      name: string;
      /**
       * The source that reads it; `tdengine` when left out.
       */
      type?: string;
      title?: string;
      description?: string;
      /**
       * `http(s)://host:port` of taosAdapter, without user and password.
       */
      url?: string;
      /**
       * `root` when left out.
       */
      user?: string;
      /**
       * @visibility secret
       */
      password?: string;
      /**
       * Token of TDengine Cloud, instead of user and password.
       * @visibility secret
       */
      token?: string;
      tls?: {
        /**
         * Certificates of trusted authorities, PEM.
         */
        ca?: string;
        /**
         * `false` accepts any certificate; `true` when left out.
         */
        rejectUnauthorized?: boolean;
      };
      /**
       * `false` forbids restoring into it; `true` when left out.
       */
      writable?: boolean;
      timeouts?: {
        /**
         * For connecting and logging in; 10 seconds when left out.
         */
        connect?: HumanDuration | string;
        /**
         * For the answer to one request; 5 minutes when left out.
         */
        idle?: HumanDuration | string;
        /**
         * For a query or statement as a whole, with its retries; none when left out. Scans of rows and writes of them
         * take as long as they take.
         */
        total?: HumanDuration | string;
      };
      /**
       * Connections that a backup holds at once; its parallelism and two when left out.
       */
      maxConnections?: number;
      /**
       * The most scans or writes at once on this server, of all backups and restores of one backend together.
       */
      parallelism?: number;
      /**
       * What backups and restores of one backend together may ask of this server; no limit when left out.
       */
      throttle?: {
        rowsPerSecond?: number;
        /**
         * Millions of bytes as they are sent, before compression.
         */
        megabytesPerSecond?: number;
      };
    }>;
  };
}
