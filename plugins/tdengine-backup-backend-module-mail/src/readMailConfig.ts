import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import addressparser from 'nodemailer/lib/addressparser';

const PATH = 'tdengineBackup.mail';
const DEFAULT_MOST_PER_MINUTE = 10;

/** How mail is sent. */
export interface MailConfig {
  host: string;
  port: number;
  secure: boolean;
  allowPlainText: boolean;
  auth?: { user: string; pass: string };
  ca?: string;
  rejectUnauthorized: boolean;
  from: { name: string; address: string };
  replyTo?: string;
  mostPerMinute: number;
}

/** Reads `tdengineBackup.mail`; undefined where there is none. Throws an InputError that names the wrong key. */
export function readMailConfig(rootConfig: Config): MailConfig | undefined {
  const config = rootConfig.getOptionalConfig(PATH);
  if (!config) {
    return undefined;
  }
  assertKnownKeys(config, PATH, [
    'transport',
    'from',
    'replyTo',
    'mostPerMinute',
  ]);
  const transport = config.getConfig('transport');
  assertKnownKeys(transport, `${PATH}.transport`, [
    'host',
    'port',
    'secure',
    'allowPlainText',
    'user',
    'password',
    'tls',
  ]);
  const tls = transport.getOptionalConfig('tls');
  assertKnownKeys(tls, `${PATH}.transport.tls`, ['ca', 'rejectUnauthorized']);
  const secure = transport.getOptionalBoolean('secure') ?? true;
  const user = transport.getOptionalString('user');
  const mostPerMinute =
    config.getOptionalNumber('mostPerMinute') ?? DEFAULT_MOST_PER_MINUTE;
  if (!Number.isInteger(mostPerMinute) || mostPerMinute < 1) {
    throw new InputError(
      `The configuration key '${PATH}.mostPerMinute' has to be a whole number from 1 on`,
    );
  }
  return {
    host: transport.getString('host'),
    port: transport.getOptionalNumber('port') ?? (secure ? 465 : 587),
    secure,
    allowPlainText: transport.getOptionalBoolean('allowPlainText') ?? false,
    auth:
      user === undefined
        ? undefined
        : { user, pass: transport.getString('password') },
    ca: tls?.getOptionalString('ca'),
    rejectUnauthorized: tls?.getOptionalBoolean('rejectUnauthorized') ?? true,
    from: readAddress(config, 'from'),
    replyTo: config.has('replyTo')
      ? readAddress(config, 'replyTo').address
      : undefined,
    mostPerMinute,
  };
}

function readAddress(
  config: Config,
  key: string,
): { name: string; address: string } {
  const [found, ...others] = addressparser(config.getString(key), {
    flatten: true,
  });
  if (!found?.address.includes('@') || others.length > 0) {
    throw new InputError(
      `The configuration key '${PATH}.${key}' has to be one mail address, such as 'TDengine Backup <backup@example.com>'`,
    );
  }
  return { name: found.name, address: found.address };
}

function assertKnownKeys(
  config: Config | undefined,
  path: string,
  known: readonly string[],
): void {
  const unknown = config?.keys().find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw new InputError(
      `The configuration key '${path}.${unknown}' is not known; there are ${known
        .map(name => `'${name}'`)
        .join(', ')}`,
    );
  }
}
