import { ConflictError, NotFoundError } from '@backstage/errors';
import { SourceInstance } from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';
import { InstanceLoad } from './InstanceLoad';
import { TdengineInstance } from './TdengineInstance';

/** A restore unit writes blocks and statements in three lanes, and looks things up while it holds their connections. */
const CONNECTIONS_OF_A_WRITER = 7;
const MOST_KEPT = 16;

/**
 * The configured servers, and clients to talk to them.
 *
 * @internal
 */
export class TdengineInstances {
  readonly #instances = new Map<string, TdengineInstance>();
  readonly #loads = new Map<string, InstanceLoad>();
  readonly #kept = new Map<string, TDengineClient[]>();

  private constructor(instances: readonly TdengineInstance[]) {
    for (const instance of instances) {
      if (this.#instances.has(instance.name)) {
        throw new ConflictError(
          `There are two instances called '${instance.name}'`,
        );
      }
      this.#instances.set(instance.name, instance);
      this.#loads.set(instance.name, InstanceLoad.create(instance));
    }
  }

  static create(instances: readonly TdengineInstance[]): TdengineInstances {
    return new TdengineInstances(instances);
  }

  /** What may be told of the instances. */
  list(): SourceInstance[] {
    return [...this.#instances.values()].map(
      ({ name, title, description, connection, writable = true }) => ({
        name,
        type: 'tdengine',
        ...(title !== undefined && { title }),
        ...(description !== undefined && { description }),
        url: withoutCredentials(connection.url),
        writable,
      }),
    );
  }

  /** Throws a NotFoundError where there is none of that name. */
  get(name: string): TdengineInstance {
    const instance = this.#instances.get(name);
    if (!instance) {
      throw new NotFoundError(`There is no TDengine instance '${name}'`);
    }
    return instance;
  }

  /** What all runs share that read or write an instance. */
  loadOf(name: string): InstanceLoad {
    return this.#loads.get(this.get(name).name)!;
  }

  /** A client of one's own, to be closed. */
  createClient(
    name: string,
    options?: { maxConnections?: number },
  ): TDengineClient {
    const { connection } = this.get(name);
    return TDengineClient.create({
      ...connection,
      ...(options?.maxConnections && {
        maxConnections: options.maxConnections,
      }),
    });
  }

  /**
   * Lends a client to one unit of a restore, with as many connections as it can need at once: units that shared one
   * could each hold a connection and wait for another for ever.
   */
  async withClient<T>(
    name: string,
    use: (client: TDengineClient) => Promise<T>,
  ): Promise<T> {
    const kept = this.#keptOf(name);
    const client =
      kept.pop() ??
      this.createClient(name, { maxConnections: CONNECTIONS_OF_A_WRITER });
    try {
      return await use(client);
    } finally {
      // Its idle connections close by themselves after a while.
      if (kept.length < MOST_KEPT) {
        kept.push(client);
      } else {
        await client.close();
      }
    }
  }

  /** Closes what {@link withClient} keeps. */
  async close(): Promise<void> {
    const clients = [...this.#kept.values()].flat();
    this.#kept.clear();
    await Promise.all(clients.map(client => client.close()));
  }

  #keptOf(name: string): TDengineClient[] {
    const kept = this.#kept.get(name) ?? [];
    this.#kept.set(name, kept);
    return kept;
  }
}

function withoutCredentials(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}
