import { ServerProcess } from './ServerProcess';
import { TargetEntry } from './TargetEntry';

export interface WebdavServer {
  /** `http(s)://127.0.0.1:<port>/` */
  url: string;
  port: number;
  /** May do everything. */
  user: string;
  password: string;
  /** The authority of an `https` address, PEM. */
  ca?: string;
  pid: number;
  /** As the configuration of a portal has it, without a name. */
  target: TargetEntry;
  close(): Promise<void>;
}

/** What a test is told of a WebDAV server that was started. */
export function webdavServerOf(
  server: ServerProcess,
  options: {
    port: number;
    user: string;
    password: string;
    ca?: string;
    digest?: boolean;
  },
): WebdavServer {
  const { port, user, password, ca, digest } = options;
  const url = `${ca ? 'https' : 'http'}://127.0.0.1:${port}/`;
  return {
    url,
    port,
    user,
    password,
    ca,
    target: {
      type: 'webdav',
      url: `${url}tdengine`,
      user,
      password,
      ...(ca ? { tls: { ca } } : { allowPlainText: true }),
      ...(digest && { authentication: 'digest' }),
    },
    pid: server.pid!,
    close: () => server.close(),
  };
}
