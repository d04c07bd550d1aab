/**
 * Scaffolder actions that back up and restore TDengine.
 *
 * @packageDocumentation
 */
export { scaffolderModuleTdengineBackup as default } from './module';
export * from './actions';
