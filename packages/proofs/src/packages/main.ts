import { execFileSync } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openServer } from '../server/openServer';
import { checkPackage } from './checkPackage';
import { packAll, PackedPackage, ROOT } from './packAll';
import { proveCli } from './proveCli';

/** Of the pages: what they import is for a browser. */
const NOT_FOR_NODE = ['backstage-plugin-tdengine-backup'];

/** `yarn packages`: the packages as they are published, outside of the repository. */
async function main() {
  const scratch = await fs.mkdtemp(path.join(tmpdir(), 'tdengine-packages-'));
  const { server, isSimulator, close } = await openServer();
  try {
    const modules = path.join(scratch, 'node_modules');
    const packed = await packAll(modules);
    const faults = packed.flatMap(item =>
      [...checkPackage(item), ...load(item)].map(
        fault => `${item.name}: ${fault}`,
      ),
    );
    if (faults.length > 0) {
      throw new Error(faults.join('\n'));
    }
    console.log(`${packed.length} packages have what they name, and load`);
    await proveCli(server, scratch);
    console.log(
      `The command line lists, verifies, extracts and restores with ${
        isSimulator ? 'the simulator' : `the TDengine at ${server.url}`
      }`,
    );
  } finally {
    await close();
    await fs.rm(scratch, { recursive: true, force: true });
  }
}

/** Loads a package in a process of its own. */
function load({ name, folder }: PackedPackage): string[] {
  if (NOT_FOR_NODE.includes(name) || name.endsWith('-cli')) {
    return [];
  }
  try {
    execFileSync(process.execPath, ['-e', `require('${name}')`], {
      cwd: path.resolve(folder, '..', '..'),
      env: {
        PATH: process.env.PATH,
        NODE_PATH: path.join(ROOT, 'node_modules'),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return [];
  } catch (error) {
    return [`it does not load: ${(error as Error).message}`];
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
