import { promises as fs } from 'node:fs';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';
import { storageServers, TargetEntry } from 'storage-servers';
import { targetFactories } from '../offline/targetFactories';

type Kind = keyof typeof storageServers;

/** A server that backups are kept on, as the target `away` of a configuration. */
export class RemotePlace {
  /** The port of the server. */
  readonly port: number;
  /** The credential, which the configuration takes from here. */
  readonly env: Record<string, string>;
  readonly close: () => Promise<void>;
  readonly #kind: Kind;
  readonly #entry: TargetEntry;

  static async start(kind: Kind): Promise<RemotePlace> {
    return new RemotePlace(kind, await storageServers[kind].start());
  }

  private constructor(
    kind: Kind,
    server: { port: number; target: TargetEntry; close(): Promise<void> },
  ) {
    this.#kind = kind;
    this.#entry = server.target;
    this.port = server.port;
    this.env = {
      AWAY_SECRET: String(server.target[storageServers[kind].credential]),
    };
    this.close = () => server.close();
  }

  /** The target as the portal would make it. */
  open(): StorageTarget {
    const factory = targetFactories.find(({ type }) => type === this.#kind)!;
    return factory.create({
      name: 'away',
      config: new ConfigReader({ name: 'away', ...this.#entry }),
    });
  }

  /** Writes a configuration that has nothing but the target. */
  async writeConfig(file: string, changes: JsonObject = {}): Promise<void> {
    const { credential } = storageServers[this.#kind];
    const entry = { name: 'away', ...this.#entry, ...changes };
    const targets = [{ ...entry, [credential]: '${AWAY_SECRET}' }];
    await fs.writeFile(
      file,
      JSON.stringify({ tdengineBackup: { storage: { targets } } }),
    );
  }
}
