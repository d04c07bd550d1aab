import {
  localFolderTargetFactory,
  StorageTargetFactory,
} from 'backstage-plugin-tdengine-backup-node';

/** The kinds of storage targets that work without the portal. */
export const targetFactories: readonly StorageTargetFactory[] = [
  localFolderTargetFactory,
];
