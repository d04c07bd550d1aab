import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';

const execute = promisify(execFile);

/** The root of the repository. */
export const ROOT = resolvePackagePath('proofs', '../..');
const YARN = path.join(ROOT, 'bin/yarn');

/** A package as somebody who installs it has it. */
export interface PackedPackage {
  name: string;
  /** Its package.json, as it is published. */
  manifest: JsonObject;
  /** Where its files are. */
  folder: string;
  /** Paths of its files, relative to the folder. */
  files: string[];
}

/** Builds and packs every package that is published, and unpacks them side by side in a `node_modules` folder. */
export async function packAll(modules: string): Promise<PackedPackage[]> {
  await execute(YARN, ['backstage-cli', 'repo', 'build'], { cwd: ROOT });
  const packed: PackedPackage[] = [];
  for (const location of await publishedPackages()) {
    packed.push(await pack(location, modules));
  }
  return packed;
}

async function publishedPackages(): Promise<string[]> {
  const found: string[] = [];
  for (const parent of ['packages', 'plugins']) {
    for (const name of await fs.readdir(path.join(ROOT, parent))) {
      const location = path.join(ROOT, parent, name);
      const manifest = await readManifest(location);
      if (manifest && manifest.private !== true) {
        found.push(location);
      }
    }
  }
  return found;
}

async function pack(location: string, modules: string): Promise<PackedPackage> {
  const { name } = (await readManifest(location))!;
  const folder = path.join(modules, String(name));
  const archive = `${folder}.tgz`;
  await fs.mkdir(folder, { recursive: true });
  await execute(YARN, ['pack', '--out', archive], { cwd: location });
  await execute('tar', [
    ...['--extract', '--gzip', '--file', archive],
    ...['--directory', folder, '--strip-components', '1'],
  ]);
  await fs.rm(archive);
  const entries = await fs.readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return {
    name: String(name),
    manifest: (await readManifest(folder))!,
    folder,
    files: entries
      .filter(entry => entry.isFile())
      .map(entry =>
        path.relative(folder, path.join(entry.parentPath, entry.name)),
      ),
  };
}

async function readManifest(folder: string): Promise<JsonObject | undefined> {
  const text = await fs
    .readFile(path.join(folder, 'package.json'), 'utf8')
    .catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
