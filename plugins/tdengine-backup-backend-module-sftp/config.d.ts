import { HumanDuration } from '@backstage/types';

export interface Config {
  tdengineBackup?: {
    storage?: {
      targets?: Array<{
        name: string;
        type: string;
        /** For type `sftp`: the name or address of the server. */
        host?: string;
        /** For type `sftp`: 22 by default. */
        port?: number;
        /** For type `sftp`. */
        user?: string;
        /**
         * For type `sftp`.
         * @visibility secret
         */
        password?: string;
        /**
         * For type `sftp`: a private key, in OpenSSH's format or PEM.
         * @visibility secret
         */
        privateKey?: string;
        /**
         * For type `sftp`: that of the private key.
         * @visibility secret
         */
        passphrase?: string;
        /**
         * For type `sftp`: what the server has to show, `SHA256:…` or `ssh-ed25519 AAAA…`. One of several is enough.
         */
        hostKey?: string | string[];
        /** For type `sftp`: takes any server for the right one; false by default. */
        acceptAnyHostKey?: boolean;
        /** For type `sftp`: a folder of the server, absolute or relative to where a login begins. */
        path?: string;
        /** For type `sftp`: the most connections, 1 to 16; 2 by default. */
        connections?: number;
        /** Tries of what may be repeated, the first one included, 1 to 20; 6 by default. */
        attempts?: number;
        timeouts?: {
          /** 10 seconds by default. */
          connect?: HumanDuration | string;
          /** How long the server may owe an answer; a minute by default. */
          idle?: HumanDuration | string;
        };
      }>;
    };
  };
}
