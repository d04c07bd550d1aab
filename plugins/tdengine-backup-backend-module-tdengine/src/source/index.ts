/**
 * TDengine as a source of backups, free of a running Backstage.
 *
 * @packageDocumentation
 */
export * from '../instances';
export type {
  TdengineRestoreOptions,
  TdengineRestoreSelection,
} from '../restore/RestoreSelection';
export * from '../scope';
export { TdengineSource } from './TdengineSource';
