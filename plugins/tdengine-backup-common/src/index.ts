/**
 * Types, permissions, annotations and the HTTP client of TDengine Backup.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './jobStates';
export * from './permissions';
export * from './policies';
export * from './retention';
export * from './schedule';
export * from './schema/openapi/generated/models';
export {
  DefaultApiClient as TdengineBackupClient,
  type RequestOptions,
  type TypedResponse,
} from './schema/openapi/generated/apis';
