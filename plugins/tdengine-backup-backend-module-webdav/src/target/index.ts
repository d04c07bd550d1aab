/**
 * A WebDAV server as a place for backups, without Backstage's backend.
 *
 * @packageDocumentation
 */
export { WebdavTarget } from './WebdavTarget';
export type { WebdavTargetOptions } from './WebdavTargetOptions';
export { webdavTargetFactory } from './webdavTargetFactory';
