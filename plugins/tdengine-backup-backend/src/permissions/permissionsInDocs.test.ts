import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { tdengineBackupPermissions } from 'backstage-plugin-tdengine-backup-common';

const ROOT = join(__dirname, '..', '..', '..', '..');

it.each(['docs/permissions.md', 'plugins/tdengine-backup-backend/README.md'])(
  'all permissions are in the table of %s, and no others',
  async path => {
    const text = await fs.readFile(join(ROOT, path), 'utf8');
    const named = [...text.matchAll(/^\| `(tdengine-backup\.[\w.]+)`/gm)];
    expect(named.map(([, name]) => name).sort()).toEqual(
      tdengineBackupPermissions.map(({ name }) => name).sort(),
    );
  },
);
