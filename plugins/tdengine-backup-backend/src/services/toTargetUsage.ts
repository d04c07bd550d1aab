import { TargetUsage } from 'backstage-plugin-tdengine-backup-common';
import { CurrentUsage } from '../usage/UsageReader';

/** The usage of a target as the API tells it. */
export function toTargetUsage(usage: CurrentUsage): TargetUsage {
  const { unreachable: _unreachable, ...rest } = usage;
  return rest;
}
