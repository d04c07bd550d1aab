import { HumanDuration } from '@backstage/types';

export interface Config {
  tdengineBackup?: {
    storage?: {
      targets?: Array<{
        name: string;
        type: string;
        /** For type `webdav`: `https://host[:port]/path` of a folder. */
        url?: string;
        /** For type `webdav`. */
        user?: string;
        /**
         * For type `webdav`.
         * @visibility secret
         */
        password?: string;
        /**
         * For type `webdav`: a bearer token instead of a user and a password.
         * @visibility secret
         */
        token?: string;
        /** For type `webdav`: how the password is shown; `basic` by default. */
        authentication?: 'basic' | 'digest';
        /** For type `webdav`: lets a password or token go over `http`; false by default. */
        allowPlainText?: boolean;
        tls?: {
          /** Certificates of trusted authorities, PEM. */
          ca?: string;
          /** `false` accepts any certificate; `true` by default. */
          rejectUnauthorized?: boolean;
        };
        /** For type `webdav`: a folder of this machine for files on their way; that for temporary files by default. */
        spoolPath?: string;
        /** The most connections, 1 to 32 for type `webdav`, where 8 is the default. */
        connections?: number;
        /** Tries of what may be repeated, the first one included, 1 to 20; 6 by default. */
        attempts?: number;
        timeouts?: {
          /** 10 seconds by default. */
          connect?: HumanDuration | string;
          /** How long a connection may be silent; a minute by default. */
          idle?: HumanDuration | string;
        };
      }>;
    };
  };
}
