import { Config } from '@backstage/config';
import { InputError, isError } from '@backstage/errors';
import Ajv from 'ajv';
import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { parsePolicyInput } from '../http/request/parsePolicyInput';
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
    const input = readInput(policy, `${PATH}[${index}]`);
    if (names.has(input.name)) {
      throw new InputError(
        `The configuration key '${PATH}[${index}].name' is '${input.name}', which another policy there has already`,
      );
    }
    names.add(input.name);
    return input;
  });
}

/** As the API reads it, so that owners are found whatever the case that they are written in. */
function readInput(policy: PolicyInput, path: string): PolicyInput {
  try {
    return parsePolicyInput(policy);
  } catch (error) {
    throw isError(error) && error.name === 'InputError'
      ? new InputError(`The configuration key '${path}': ${error.message}`)
      : error;
  }
}
