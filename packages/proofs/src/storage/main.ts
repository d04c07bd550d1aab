import { missingServers } from './openPlaces';
import { proveCopies } from './proveCopies';
import { proveDamage } from './proveDamage';
import { proveEncryption } from './proveEncryption';
import { proveLock } from './proveLock';
import { provePortal } from './provePortal';
import { SampleDatabase } from './SampleDatabase';

const PROOFS = {
  copies: proveCopies,
  encryption: proveEncryption,
  damage: proveDamage,
  lock: proveLock,
  portal: provePortal,
};

/** `yarn places [which]`: backups on real S3, SFTP and WebDAV servers. */
async function main() {
  if (missingServers.length > 0) {
    throw new Error(`This machine has no ${missingServers.join(', ')}`);
  }
  const chosen = process.argv[2];
  const sample = await SampleDatabase.create();
  try {
    for (const [name, prove] of Object.entries(PROOFS)) {
      if (chosen === undefined || chosen === name) {
        const begun = Date.now();
        await prove(sample);
        console.log(`${name}: proved in ${Date.now() - begun} ms`);
      }
    }
  } finally {
    await sample.close();
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
