import { PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { S3Server } from 'storage-servers';

/** Lets users of a server do something in its bucket. */
export async function putBucketPolicy(
  server: S3Server,
  rights: Record<string, string[]>,
): Promise<void> {
  const client = new S3Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: server,
  });
  const resource = `arn:aws:s3:::${server.bucket}`;
  await client.send(
    new PutBucketPolicyCommand({
      Bucket: server.bucket,
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: Object.entries(rights).flatMap(([user, actions]) =>
          [
            {
              Action: actions.filter(action => action.includes('Object')),
              Resource: `${resource}/*`,
            },
            {
              Action: actions.filter(action => !action.includes('Object')),
              Resource: resource,
            },
          ].map(statement => ({
            Effect: 'Allow',
            Principal: { AWS: [user] },
            ...statement,
          })),
        ),
      }),
    }),
  );
  client.destroy();
}
