export { quoteIdentifier, quoteString } from './quoting';
export {
  compareVersions,
  parseServerVersion,
  type ServerVersion,
} from './serverVersion';
export { typeFromName } from './typeFromName';
