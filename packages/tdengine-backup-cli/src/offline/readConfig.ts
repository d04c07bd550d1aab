import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';

/** Reads configuration files as Backstage does, with variables of the environment and included files. */
export async function readConfig(
  { io }: CliContext,
  files: readonly string[],
): Promise<Config> {
  try {
    const config = await ConfigSources.toConfig(
      ConfigSources.default({
        rootDir: io.cwd,
        watch: false,
        argv: files.flatMap(file => ['--config', resolve(io.cwd, file)]),
        substitutionFunc: async name => io.env[name],
      }),
    );
    config.close();
    return config;
  } catch (error) {
    throw CliError.usage(
      `The configuration cannot be read: ${(error as Error).message}`,
    );
  }
}

/** The configuration, where files were named. */
export async function requireConfig(
  context: CliContext,
  files: readonly string[] | undefined,
  what: string,
): Promise<Config> {
  if (!files || files.length === 0) {
    throw CliError.usage(
      `${what} is in the configuration: name its file with --config app-config.yaml`,
    );
  }
  return readConfig(context, files);
}
