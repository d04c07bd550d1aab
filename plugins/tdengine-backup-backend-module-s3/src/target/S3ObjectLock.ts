import {
  GetObjectLockConfigurationCommand,
  HeadObjectCommand,
} from '@aws-sdk/client-s3';
import { ObjectLockedError } from 'backstage-plugin-tdengine-backup-node';
import { S3Connection } from './S3Connection';
import { looking, s3Status } from './s3Errors';

/**
 * What a bucket keeps from being deleted.
 *
 * @remarks
 *
 * A bucket with object lock keeps versions, so a plain delete of a locked object succeeds and only hides it, while the bytes
 * stay and cost. That is not what somebody means who is told that a backup was deleted.
 *
 * @internal
 */
export class S3ObjectLock {
  readonly #connection: S3Connection;
  #enabled: boolean | undefined;

  private constructor(connection: S3Connection) {
    this.#connection = connection;
    this.#enabled = connection.options.objectLock ? true : undefined;
  }

  static create(connection: S3Connection): S3ObjectLock {
    return new S3ObjectLock(connection);
  }

  /** Throws an ObjectLockedError where the object is kept for a time that has not passed, or for as long as somebody says. */
  async assertUnlocked(key: string, signal: AbortSignal): Promise<void> {
    if (!(await this.#isEnabled(signal))) {
      return;
    }
    const { client, options } = this.#connection;
    const head = await this.#connection
      .send(
        request =>
          client.send(
            new HeadObjectCommand(this.#connection.objectOf(key)),
            request,
          ),
        signal,
      )
      .catch(error => {
        signal.throwIfAborted();
        if (s3Status(error) === 404) {
          return undefined;
        }
        throw this.#connection.toError(error, looking(key));
      });
    const where = `'${key}' on target '${options.name}'`;
    if (head?.ObjectLockLegalHoldStatus === 'ON') {
      throw new ObjectLockedError(
        `${where} may not be deleted: there is a legal hold on it`,
      );
    }
    const until = head?.ObjectLockRetainUntilDate;
    if (until && until > new Date()) {
      throw new ObjectLockedError(
        `${where} may not be deleted before ${until.toISOString()}: it is locked (${head.ObjectLockMode?.toLowerCase()})`,
        { until },
      );
    }
  }

  async #isEnabled(signal: AbortSignal): Promise<boolean> {
    if (this.#enabled !== undefined) {
      return this.#enabled;
    }
    const { bucket, client } = this.#connection;
    try {
      const { ObjectLockConfiguration } = await this.#connection.send(
        request =>
          client.send(
            new GetObjectLockConfigurationCommand({ Bucket: bucket }),
            request,
          ),
        signal,
      );
      this.#enabled = ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled';
    } catch (error) {
      signal.throwIfAborted();
      const status = s3Status(error) ?? 0;
      // No lock, nobody who may ask for it, or a server without locks. Anything else may be another answer next time.
      if ((status >= 400 && status < 500) || status === 501) {
        this.#enabled = false;
      }
      return false;
    }
    return this.#enabled;
  }
}
