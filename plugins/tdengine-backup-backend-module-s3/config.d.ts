import { HumanDuration } from '@backstage/types';

export interface Config {
  tdengineBackup?: {
    storage?: {
      targets?: Array<{
        name: string;
        type: string;
        /** For type `s3`: the bucket. */
        bucket?: string;
        /** For type `s3`: comes before every key; everything is at the top of the bucket where it is absent. */
        prefix?: string;
        /** For type `s3`: `https://host[:port]`; that of AWS for the region where it is absent. */
        endpoint?: string;
        /** For type `s3`: `us-east-1` by default. */
        region?: string;
        /**
         * For type `s3`. Without it the machine's own role counts, as the AWS SDK finds it.
         * @visibility secret
         */
        accessKeyId?: string;
        /**
         * For type `s3`.
         * @visibility secret
         */
        secretAccessKey?: string;
        /**
         * For type `s3`.
         * @visibility secret
         */
        sessionToken?: string;
        /** For type `s3`: the bucket in the path instead of the host's name; true with an `endpoint`, else false. */
        pathStyle?: boolean;
        tls?: {
          /** Certificates of trusted authorities, PEM. */
          ca?: string;
          /** `false` accepts any certificate; `true` by default. */
          rejectUnauthorized?: boolean;
        };
        /** For type `s3`: `whenRequired` for servers that refuse newer checksums; `whenSupported` by default. */
        checksums?: 'whenSupported' | 'whenRequired';
        /** For type `s3`: false where the server does not heed `If-None-Match`; true by default. */
        conditionalWrites?: boolean;
        /** For type `s3`: the smallest part of a large object in MiB, 5 to 1024; 8 by default. */
        partMebibytes?: number;
        /** For type `s3`: parts of one object on their way at once, 1 to 16; 3 by default. */
        parallelParts?: number;
        /** For type `s3`: how long nobody may delete a backup. The bucket needs object lock. */
        objectLock?: {
          /** `governance` by default. */
          mode?: 'governance' | 'compliance';
          days: number;
        };
        /** For type `s3`: such as `STANDARD_IA`. */
        storageClass?: string;
        /** For type `s3`: who enciphers at the server's side. */
        serverSideEncryption?: 'AES256' | 'aws:kms';
        /** For type `s3`. */
        kmsKeyId?: string;
        /** Tries of one request, the first one included, 1 to 20; 6 by default. */
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
