import { InputError } from '@backstage/errors';

/**
 * Makes sure that a target goes to no other host than the configuration allows. Throws an InputError that names the
 * host and the key.
 *
 * @param host - a host name or address, without a port
 * @param allowedHosts - names, addresses, or `*.example.com` for all below a domain; undefined allows every host
 *
 * @public
 */
export function assertAllowedHost(
  host: string,
  allowedHosts: readonly string[] | undefined,
  target: string,
): void {
  if (allowedHosts && !allowedHosts.some(allowed => matches(host, allowed))) {
    throw new InputError(
      `Target '${target}' is at '${host}', which 'tdengineBackup.storage.allowedHosts' does not hold`,
    );
  }
}

function matches(host: string, allowed: string): boolean {
  const left = normalize(host);
  const right = normalize(allowed);
  return right.startsWith('*.')
    ? left.endsWith(right.slice(1)) && left.length > right.length - 1
    : left === right;
}

/** Names have no case, may end with a dot, and addresses of IPv6 come with and without brackets. */
function normalize(host: string): string {
  return host
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1');
}
