export interface Config {
  tdengineBackup?: {
    /** How mail is sent. Without it none is. */
    mail?: {
      /** The mail server. */
      transport: {
        host: string;
        /** 465 when left out, or 587 where `secure` is false. */
        port?: number;
        /** TLS from the first byte; true when left out. Where false, STARTTLS is demanded before anything is said. */
        secure?: boolean;
        /** Mail goes over the wire in the clear where the server has no STARTTLS; false when left out. */
        allowPlainText?: boolean;
        /** Without one nobody logs in. */
        user?: string;
        /**
         * @visibility secret
         */
        password?: string;
        tls?: {
          /** Certificates of trusted authorities, PEM. */
          ca?: string;
          /** `false` accepts any certificate; `true` when left out. */
          rejectUnauthorized?: boolean;
        };
      };
      /** The sender: `backup@example.com` or `TDengine Backup <backup@example.com>`. */
      from: string;
      replyTo?: string;
      /** The most mails in any minute; what is above waits and is put together. 10 when left out. */
      mostPerMinute?: number;
    };
  };
}
