import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import Ajv from 'ajv';
import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { spec } from '../schema/openapi';

const PATH = 'tdengineBackup.policies';

/**
 * Reads `tdengineBackup.policies`: each is what the API takes for a new policy. What it says of instances, targets and
 * schedules is checked when the policies are written down.
 */
export function readPoliciesConfig(config: Config | undefined): PolicyInput[] {
  const policies = config?.getOptional('policies') ?? [];
  if (!Array.isArray(policies)) {
    throw new InputError(`The configuration key '${PATH}' has to be a list`);
  }
  const validate = new Ajv({ strict: false })
    .addSchema(spec, 'api')
    .compile<PolicyInput>({ $ref: 'api#/components/schemas/PolicyInput' });
  const names = new Set<string>();
  return policies.map((policy, index) => {
    if (!validate(policy)) {
      const [{ instancePath, message, params }] = validate.errors!;
      const detail =
        'additionalProperty' in params
          ? `: '${params.additionalProperty}'`
          : '';
      throw new InputError(
        `The configuration key '${PATH}[${index}]${instancePath.replace(
          /\//g,
          '.',
        )}' ${message}${detail}`,
      );
    }
    if (names.has(policy.name)) {
      throw new InputError(
        `The configuration key '${PATH}[${index}].name' is '${policy.name}', which another policy there has already`,
      );
    }
    names.add(policy.name);
    return policy;
  });
}
