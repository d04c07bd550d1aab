/**
 * S3 as a place for backups, without Backstage's backend.
 *
 * @packageDocumentation
 */
export { S3Target } from './S3Target';
export type { S3TargetOptions } from './S3TargetOptions';
export { s3TargetFactory } from './s3TargetFactory';
