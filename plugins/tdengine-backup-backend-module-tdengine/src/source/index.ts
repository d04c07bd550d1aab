/**
 * TDengine as a source of backups, free of a running Backstage.
 *
 * @packageDocumentation
 */
export * from '../instances';
export * from '../scope';
export { TdengineSource } from './TdengineSource';
