import {
  BackupScope,
  Compression,
  CreateBackupRequest,
  Packaging,
} from 'backstage-plugin-tdengine-backup-common';
import { parsePatterns } from './parsePatterns';
import { EMPTY_SELECTION, ScopeSelection, toScope } from './scopeSelection';

/** Chosen by the portal's configuration, unless a person chooses otherwise. */
export type OrDefault<T> = T | 'default';

/** What is to be backed up, in one of three ways. */
export interface ScopeForm {
  scopeMode: 'all' | 'choose' | 'patterns';
  selection: ScopeSelection;
  patterns: string;
}

/** Where a backup goes, and how it is stored. */
export interface StorageForm {
  format: OrDefault<string>;
  packaging: OrDefault<Packaging>;
  compression: OrDefault<Compression['algorithm']>;
  level: number;
  /** As configured where nobody chose. */
  encrypt?: boolean;
  verify: boolean;
  /** Names of targets; none for the one that the portal's configuration chooses. */
  targets: readonly string[];
}

/** All that is entered in the dialog. */
export interface CreateBackupForm extends ScopeForm, StorageForm {
  instance?: string;
  name: string;
  remark: string;
  owner: OrDefault<string>;
}

/** Before anybody has chosen anything. */
export const EMPTY_FORM: CreateBackupForm = {
  scopeMode: 'choose',
  selection: EMPTY_SELECTION,
  patterns: '',
  name: '',
  remark: '',
  format: 'default',
  packaging: 'default',
  compression: 'default',
  level: 6,
  verify: true,
  targets: [],
  owner: 'default',
};

/** What is to be backed up; undefined while that is not clear. */
export function scopeOf(form: ScopeForm): BackupScope | undefined {
  if (form.scopeMode === 'all') {
    return { all: true };
  }
  if (form.scopeMode === 'choose') {
    return toScope(form.selection);
  }
  const parsed = parsePatterns(form.patterns);
  return 'scope' in parsed ? parsed.scope : undefined;
}

/**
 * The request for the server; what is left to the portal's configuration is left out.
 * Undefined while something that is needed is missing.
 */
export function toRequest(
  form: CreateBackupForm,
  idempotencyKey: string,
): CreateBackupRequest | undefined {
  const scope = scopeOf(form);
  if (form.instance === undefined || scope === undefined) {
    return undefined;
  }
  const given = <T extends string>(value: OrDefault<T>) =>
    value === 'default' ? undefined : (value as T);
  const algorithm = given(form.compression);
  return {
    instance: form.instance,
    scope,
    name: form.name.trim() || undefined,
    remark: form.remark.trim() || undefined,
    format: given(form.format),
    packaging: given(form.packaging),
    compression: algorithm && {
      algorithm,
      level: algorithm === 'none' ? 0 : form.level,
    },
    encrypt: form.encrypt,
    verify: form.verify ? undefined : false,
    targets: form.targets.length > 0 ? [...form.targets] : undefined,
    ownerRef: given(form.owner),
    idempotencyKey,
  };
}
