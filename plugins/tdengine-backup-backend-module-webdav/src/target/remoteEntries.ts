import { PROPFIND_BODY, readMultistatus, WebdavEntry } from './readMultistatus';
import { WebdavClient } from './WebdavClient';
import { WebdavStatusError } from './webdavErrors';

const XML = { 'content-type': 'application/xml; charset=utf-8' };

/** What is at a key; undefined where there is nothing. */
export async function lookAt(
  client: WebdavClient,
  key: string,
  options: { signal: AbortSignal; body?: string },
): Promise<WebdavEntry | undefined> {
  const { status, text } = await client.text({
    method: 'PROPFIND',
    path: key,
    headers: { ...XML, depth: '0' },
    body: () => options.body ?? PROPFIND_BODY,
    expect: [207, 404, 409, ...(key === '' ? [] : [400, 405])],
    signal: options.signal,
  });
  if (status === 400 || status === 405) {
    // Below a file there is nothing, for which servers have all kinds of answers.
    const above = await lookAt(client, parentOf(key), options);
    if (above?.isFolder) {
      throw new WebdavStatusError(status, text.slice(0, 200));
    }
    return undefined;
  }
  return status === 207 ? readMultistatus(text)[0] : undefined;
}

/** The folder that something is in; empty for the folder of the target. */
export function parentOf(key: string): string {
  return key.includes('/') ? key.slice(0, key.lastIndexOf('/')) : '';
}

/** What is in a folder, by key; nothing where there is none. */
export async function listFolder(
  client: WebdavClient,
  key: string,
  signal: AbortSignal,
): Promise<Array<{ key: string; entry: WebdavEntry }>> {
  const { status, text } = await client.text({
    method: 'PROPFIND',
    path: key === '' ? '' : `${key}/`,
    headers: { ...XML, depth: '1' },
    body: () => PROPFIND_BODY,
    expect: [207, 404, 409],
    signal,
  });
  if (status !== 207) {
    return [];
  }
  const prefix = key === '' ? '' : `${key}/`;
  return readMultistatus(text).flatMap(entry => {
    const found = client.keyOf(entry.href);
    // The folder itself is among them, and a server may say whatever it likes.
    return found !== undefined &&
      found.startsWith(prefix) &&
      found.length > prefix.length &&
      !found.slice(prefix.length).includes('/')
      ? [{ key: found, entry }]
      : [];
  });
}

/** Makes a folder and those above it, as far as that of the target. */
export async function makeFolder(
  client: WebdavClient,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  if ((await makeOne(client, key, signal)) || key === '') {
    return;
  }
  await makeFolder(client, parentOf(key), signal);
  await makeOne(client, key, signal);
}

/** Whether it is there now; false where the folder that it would be in is not. */
async function makeOne(
  client: WebdavClient,
  key: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { status, text } = await client.text({
    method: 'MKCOL',
    path: key === '' ? '' : `${key}/`,
    // 405 says that it is there already.
    expect: [201, 403, 405, 409],
    signal,
  });
  // Apache says 403 when somebody else made it between its look and its own attempt.
  if (
    status === 403 &&
    !(await lookAt(client, key, { signal }).catch(() => undefined))?.isFolder
  ) {
    throw new WebdavStatusError(status, text.slice(0, 200));
  }
  return status !== 409;
}

/** Removes a file, or a folder with everything in it. What is not there is no error. */
export async function remove(
  client: WebdavClient,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  await client.text({
    method: 'DELETE',
    path: key,
    expect: [200, 202, 204, 404],
    signal,
  });
}
