import {
  NotificationRefusedError,
  quoteServer,
} from 'backstage-plugin-tdengine-backup-node';
import { MailConfig } from './readMailConfig';

/**
 * What a mail that was not sent means. The error of nodemailer is not kept as the cause: it has the server's words, which may
 * be the password.
 */
export function toMailError(error: unknown, auth: MailConfig['auth']): Error {
  const said = quoteServer(
    error instanceof Error ? error.message : String(error),
    auth ? [auth.pass, `\0${auth.user}\0${auth.pass}`] : [],
  );
  if (isRefusal(error)) {
    return new NotificationRefusedError(
      `The mail server takes none of the addresses or not the message: ${said}`,
    );
  }
  const { code, responseCode } = error as MailFailure;
  return Object.assign(new Error(said), {
    ...(code !== undefined && { code }),
    ...(responseCode !== undefined && { responseCode }),
  });
}

interface MailFailure {
  code?: string;
  responseCode?: number;
}

/** 5xx about an address or the message is final. About the login or the connection it is not: somebody will put it right. */
function isRefusal(error: unknown): boolean {
  const { code, responseCode } = error as MailFailure;
  return (
    (code === 'EENVELOPE' || code === 'EMESSAGE') &&
    responseCode !== undefined &&
    responseCode >= 500 &&
    responseCode < 600
  );
}
