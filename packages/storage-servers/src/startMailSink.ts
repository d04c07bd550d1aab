import { AddressInfo } from 'node:net';
import PostalMime, { Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { makeCertificate } from './makeCertificate';

const PAIR = makeCertificate();

/** The certificate of every sink, which is its own authority. */
export const MAIL_CERTIFICATE = PAIR.certificate;

/** A mail as it arrived. */
export interface SunkMail {
  mail: Email;
  envelope: { from: string; to: string[] };
  isSecure: boolean;
  user?: string;
}

export interface MailSink {
  readonly port: number;
  readonly mails: SunkMail[];
  /** Names of those who tried to log in. */
  readonly logins: string[];
  close(): Promise<void>;
}

/** Starts a mail server on loopback that keeps what it is sent. Its user is `backup`. */
export async function startMailSink(
  options: {
    /** Of the user `backup`; `geheim` by default. */
    password?: string;
    /** TLS from the first byte; true by default. */
    secure?: boolean;
    hasStartTls?: boolean;
    /** Addresses it does not know. */
    unknown?: string[];
    /** So many messages are put off. */
    busyTimes?: number;
    /** So many logins are refused, whatever the password. */
    refusedLogins?: number;
    /** Repeats the password that it refuses, as it came and as it was sent. */
    repeatsPassword?: boolean;
    /** How long it thinks about a recipient. */
    pauseMs?: number;
  } = {},
): Promise<MailSink> {
  const {
    password: right = 'geheim',
    secure = true,
    hasStartTls = true,
    unknown = [],
    repeatsPassword = false,
    pauseMs = 0,
  } = options;
  let { busyTimes = 0, refusedLogins = 0 } = options;
  const mails: SunkMail[] = [];
  const logins: string[] = [];
  const server = new SMTPServer({
    secure,
    key: PAIR.key,
    cert: PAIR.certificate,
    disabledCommands: hasStartTls ? [] : ['STARTTLS'],
    allowInsecureAuth: !hasStartTls,
    closeTimeout: 100,
    onAuth({ username, password }, _session, callback) {
      logins.push(String(username));
      if (refusedLogins-- <= 0 && username === 'backup' && password === right) {
        callback(null, { user: username });
      } else {
        const sent = Buffer.from(`\0${username}\0${password}`);
        callback(
          new Error(
            repeatsPassword
              ? `No ${password}, no ${sent.toString('base64')}`
              : 'Authentication failed',
          ),
        );
      }
    },
    onRcptTo({ address }, _session, callback) {
      setTimeout(() => {
        callback(
          unknown.includes(address)
            ? Object.assign(new Error('no such user'), { responseCode: 550 })
            : null,
        );
      }, pauseMs);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', chunk => chunks.push(chunk));
      stream.on('end', async () => {
        if (busyTimes-- > 0) {
          callback(
            Object.assign(new Error('try again later'), { responseCode: 451 }),
          );
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          mail: await PostalMime.parse(Buffer.concat(chunks)),
          envelope: {
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
          },
          isSecure: session.secure,
          user: session.user === undefined ? undefined : String(session.user),
        });
        callback();
      });
    },
  });
  // Connections that break are what some tests are about.
  server.on('error', () => {});
  await new Promise<void>(resolve => {
    server.listen(0, 'localhost', resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    logins,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
      }),
  };
}
