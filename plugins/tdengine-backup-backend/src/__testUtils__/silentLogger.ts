import { LoggerService } from '@backstage/backend-plugin-api';

/** Of tests that do not look at what is logged. */
export const silentLogger: LoggerService = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLogger,
};
