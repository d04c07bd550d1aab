import {
  readInstances,
  TdengineInstance,
} from 'backstage-plugin-tdengine-backup-backend-module-tdengine/source';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { readOptionFile } from '../cli/readOptionFile';
import { readSecretFile } from '../cli/readSecretFile';
import { requireConfig } from './readConfig';

/** The server that a restore writes to. */
export interface RestoreTargetOptions {
  to?: string;
  passwordFile?: string;
  ca?: string;
  config?: string[];
  instance?: string;
}

/** Finds the server: by its address, or as an instance of the configuration. */
export async function findRestoreTarget(
  context: CliContext,
  options: RestoreTargetOptions,
): Promise<TdengineInstance> {
  const { to, instance } = options;
  if ((to === undefined) === (instance === undefined)) {
    throw CliError.usage(
      'Say where to restore to: either --to http://host:6041, or --config app-config.yaml --instance NAME',
    );
  }
  if (instance !== undefined) {
    return configured(context, instance, options.config);
  }
  const { env } = context.io;
  if (!/^https?:\/\/[^/]/.test(to!)) {
    throw CliError.usage(
      `--to has to be the address of a taosAdapter such as http://host:6041, not '${to}'`,
    );
  }
  const password = options.passwordFile
    ? await readSecretFile(context, options.passwordFile)
    : env.TDENGINE_PASSWORD;
  const token = env.TDENGINE_TOKEN;
  if (password === undefined && token === undefined) {
    throw CliError.usage(
      'The password of the server is missing: set TDENGINE_PASSWORD (and TDENGINE_USER where it is not root), or name a file with --password-file',
    );
  }
  const ca = options.ca && (await readOptionFile(context, options.ca));
  return {
    name: new URL(to!).host,
    connection: {
      url: to!,
      ...(token && password === undefined
        ? { token }
        : { user: env.TDENGINE_USER || 'root', password }),
      ...(ca && { tls: { ca } }),
    },
  };
}

async function configured(
  context: CliContext,
  name: string,
  files: string[] | undefined,
): Promise<TdengineInstance> {
  const config = await requireConfig(context, files, `Instance '${name}'`);
  const instances = readInstances(config);
  const instance = instances.find(candidate => candidate.name === name);
  if (!instance) {
    throw CliError.usage(
      `There is no TDengine instance '${name}' in the configuration; there are ${instances
        .map(known => `'${known.name}'`)
        .join(', ')}`,
    );
  }
  return instance;
}
