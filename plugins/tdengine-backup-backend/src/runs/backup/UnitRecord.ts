import {
  ManifestFile,
  UnitResult,
} from 'backstage-plugin-tdengine-backup-node';

/** What is kept of a unit that was read, so that a later attempt need not read it again. */
export interface UnitRecord {
  result: UnitResult;
  files: ManifestFile[];
}
