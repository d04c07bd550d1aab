/**
 * How to reach TDengine's taosAdapter.
 *
 * @public
 */
export interface TDengineConnectionOptions {
  /**
   * `http(s)://host:port`, with a path where a proxy puts the adapter under one. WebSocket and REST addresses are derived
   * from it. Without credentials and query: these have options of their own, so that no URL holds a secret.
   */
  url: string;
  /** Name of the user. */
  user?: string;
  /** Password of the user; appears in no log, error or URL. */
  password?: string;
  /** Token of TDengine Cloud, sent as `?token=`. */
  token?: string;
  /** The current database of connections, for statements that name none. */
  database?: string;
  /** Time zone in which the server reads and writes local times in SQL text, such as `Asia/Shanghai`. */
  timezone?: string;
  /** How the server's certificate is checked, for `https:`. */
  tls?: {
    /** Certificates of trusted authorities, PEM. */
    ca?: string;
    /** `false` accepts any certificate; `true` by default. */
    rejectUnauthorized?: boolean;
  };
  /** Most connections at a time, scans and writers included; more wait. 4 by default. */
  maxConnections?: number;
  /** Limit for connecting and logging in, in milliseconds; 10 000 by default. */
  connectTimeoutMs?: number;
  /** Limit for the answer to one request, in milliseconds; 60 000 by default. */
  idleTimeoutMs?: number;
  /** Limit for a query, a statement or a look at the server including retries, in milliseconds; none by default. */
  totalTimeoutMs?: number;
  /** How often reading queries run at most while the server answers with a transient error; 5 by default. */
  attempts?: number;
  /** Closes the client when aborted. */
  signal?: AbortSignal;
}
