/**
 * The seams of TDengine Backup: sources, storage targets and the backup-set format.
 *
 * @packageDocumentation
 */
export * from './errors';
export * from './extensions';
export * from './names';
export * from './notifier';
export * from './restore';
export * from './run';
export * from './service';
export * from './set';
export * from './source';
export { toReadable } from './streams';
export * from './target';
