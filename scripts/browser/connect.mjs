import assert from 'node:assert/strict';

/** The plugin's API, as the guest. */
export async function connect(url) {
  const guest = await fetch(`${url}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await guest.json();
  return async (method, route, body) => {
    const response = await fetch(`${url}/api/tdengine-backup/v1${route}`, {
      method,
      headers: {
        authorization: `Bearer ${backstageIdentity.token}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = response.status === 204 ? undefined : await response.json();
    assert.ok(response.ok, JSON.stringify(answer));
    return answer;
  };
}
