import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './findProgram';
import { freePort } from './freePort';
import { makeCertificate } from './makeCertificate';
import { ServerProcess } from './ServerProcess';
import { TargetEntry } from './TargetEntry';

export interface S3Server {
  /** `http(s)://127.0.0.1:<port>` */
  endpoint: string;
  port: number;
  /** Of whoever may do everything. */
  accessKeyId: string;
  secretAccessKey: string;
  /** Is there already. */
  bucket: string;
  /** The authority of an `https` endpoint, PEM. */
  ca?: string;
  pid: number;
  /** As the configuration of a portal has it, without a name. */
  target: TargetEntry;
  /** Ends it as a power cut would. What it keeps stays. */
  kill(): Promise<void>;
  /** Starts what was killed again, at the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The S3 server that tests use, versitygw, or undefined where the machine has none. */
export const s3ServerProgram = findProgram('versitygw');

/** Starts a private S3 server on loopback. */
export async function startS3Server(options?: {
  /** Where objects lie; in the scratch folder where it is absent. */
  data?: string;
  tls?: boolean;
  accessKeyId?: string;
  secretAccessKey?: string;
  /** Has `AccessDenied` for whatever writes. */
  readOnly?: boolean;
  /** Other users by access key, with secrets, who may do what a policy of the bucket says. */
  users?: Record<string, string>;
}): Promise<S3Server> {
  if (!s3ServerProgram) {
    throw new Error('There is no versitygw on this machine');
  }
  const accessKeyId = options?.accessKeyId ?? 'test-access';
  const secretAccessKey = options?.secretAccessKey ?? 'test-secret-access-key';
  const server = await ServerProcess.create('s3');
  const at = (...names: string[]) => join(server.folder, ...names);
  const data = options?.data ?? at('data');
  const bucket = 'backups';
  for (const folder of [join(data, bucket), at('iam'), at('versions')]) {
    await fs.mkdir(folder, { recursive: true });
  }
  if (options?.users) {
    await fs.writeFile(at('iam/users.json'), usersFile(options.users));
  }
  const certificate = options?.tls ? makeCertificate() : undefined;
  if (certificate) {
    await fs.writeFile(at('cert.pem'), certificate.certificate);
    await fs.writeFile(at('key.pem'), certificate.key);
  }
  const port = await freePort();
  await server.start(
    s3ServerProgram,
    [
      '--port',
      `127.0.0.1:${port}`,
      '--quiet',
      '--keep-alive',
      ...(options?.users ? ['--iam-dir', at('iam')] : []),
      ...(options?.readOnly ? ['--readonly'] : []),
      ...(certificate
        ? ['--cert', at('cert.pem'), '--key', at('key.pem')]
        : []),
      'posix',
      '--versioning-dir',
      at('versions'),
      data,
    ],
    {
      port,
      env: {
        ROOT_ACCESS_KEY_ID: accessKeyId,
        ROOT_SECRET_ACCESS_KEY: secretAccessKey,
      },
    },
  );
  const ca = certificate?.certificate;
  const endpoint = `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`;
  return {
    endpoint,
    port,
    accessKeyId,
    secretAccessKey,
    bucket,
    ca,
    pid: server.pid!,
    target: {
      type: 's3',
      endpoint,
      bucket,
      accessKeyId,
      secretAccessKey,
      ...(ca && { tls: { ca } }),
    },
    kill: () => server.stop('SIGKILL'),
    restart: () => server.restart(),
    close: () => server.close(),
  };
}

/** As versitygw keeps its users, so that none of them has to be made by a call. */
function usersFile(users: Record<string, string>): string {
  return JSON.stringify({
    accessAccounts: Object.fromEntries(
      Object.entries(users).map(([access, secret]) => [
        access,
        { access, secret, role: 'user', userID: 0, groupID: 0, projectID: 0 },
      ]),
    ),
  });
}
