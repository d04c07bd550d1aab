/**
 * What an S3 target is made of.
 *
 * @public
 */
export interface S3TargetOptions {
  name: string;
  bucket: string;
  /** Comes before every key, without slashes around it; everything is at the top of the bucket where it is absent. */
  prefix?: string;
  /** `http(s)://host[:port]`; that of AWS for the region where it is absent. */
  endpoint?: string;
  /** `us-east-1` where it is absent. */
  region?: string;
  /** Without them the machine's own role counts, as the AWS SDK finds it. */
  credentials?: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
  };
  /** The bucket in the path instead of the host's name; true with an `endpoint` of one's own, else false. */
  pathStyle?: boolean;
  tls?: { ca?: string; rejectUnauthorized?: boolean };
  /** `whenRequired` for servers that refuse the checksums of newer clients; `whenSupported` where it is absent. */
  checksums?: 'whenSupported' | 'whenRequired';
  /** False where the server does not heed `If-None-Match`; true where it is absent. */
  conditionalWrites?: boolean;
  /** The smallest part of a large object in MiB, 5 to 1024; 8 where it is absent. */
  partMebibytes?: number;
  /** Parts of one object on their way at once, 1 to 16; 3 where it is absent. */
  parallelParts?: number;
  /** How long what lies below `backups/` may not be deleted by anybody. The bucket needs object lock. */
  objectLock?: { mode: 'governance' | 'compliance'; days: number };
  storageClass?: string;
  serverSideEncryption?: 'AES256' | 'aws:kms';
  kmsKeyId?: string;
  /** Tries of one request, the first one included; 6 where it is absent. */
  attempts?: number;
  /** 10 seconds where it is absent. */
  connectTimeoutMs?: number;
  /** How long a connection may be silent; a minute where it is absent. */
  idleTimeoutMs?: number;
  /** See `assertAllowedHost`. */
  allowedHosts?: readonly string[];
}
