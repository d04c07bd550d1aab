import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CreateBucketCommand,
  ListObjectVersionsCommand,
  PutObjectRetentionCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { JsonObject } from '@backstage/types';
import { startS3Server } from 'storage-servers';

const BUCKET = 'locked';

/** A bucket of a real S3 server which keeps what is written for a day, whoever wants to delete it. */
export interface LockedBucket {
  /** Of `storage.targets`. */
  entry: JsonObject & { name: string };
  /** The keys that there are, without those that are marked as deleted. */
  keys(): Promise<string[]>;
  /** Ends all locks, as only the administrator of the bucket can. */
  endLocks(): Promise<void>;
  close(): Promise<void>;
}

export async function openLockedBucket(): Promise<LockedBucket> {
  const root = await mkdtemp(path.join(tmpdir(), 'proof-locked-'));
  const server = await startS3Server({ data: root });
  const client = new S3Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: server,
  });
  await client.send(
    new CreateBucketCommand({
      Bucket: BUCKET,
      ObjectLockEnabledForBucket: true,
    }),
  );
  const versions = async () => {
    const { Versions = [] } = await client.send(
      new ListObjectVersionsCommand({ Bucket: BUCKET }),
    );
    return Versions;
  };
  return {
    entry: {
      ...server.target,
      name: 'locked',
      bucket: BUCKET,
      objectLock: { mode: 'governance', days: 1 },
    },
    async keys() {
      const all = await versions();
      return all.flatMap(({ Key, IsLatest }) => (Key && IsLatest ? [Key] : []));
    },
    async endLocks() {
      for (const { Key, VersionId } of await versions()) {
        await client.send(
          new PutObjectRetentionCommand({
            Bucket: BUCKET,
            Key,
            VersionId,
            BypassGovernanceRetention: true,
            Retention: {
              Mode: 'GOVERNANCE',
              RetainUntilDate: new Date(Date.now() + 1_000),
            },
          }),
        );
      }
    },
    async close() {
      client.destroy();
      await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
