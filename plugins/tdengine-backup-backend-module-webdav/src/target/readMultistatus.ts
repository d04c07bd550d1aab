import { XMLParser } from 'fast-xml-parser';

/** What a server tells of a file or folder. */
export interface WebdavEntry {
  href: string;
  isFolder: boolean;
  size: number;
  modifiedAt: Date;
  etag: string | undefined;
  /** Bytes, where the server tells: RFC 4331. */
  quotaAvailable: string | undefined;
  quotaUsed: string | undefined;
}

/** What is asked of each: RFC 4918, section 15. */
export const PROPFIND_BODY = `<?xml version="1.0" encoding="utf-8"?>
<propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getlastmodified/><getetag/></prop></propfind>`;

/** RFC 4331. */
export const QUOTA_BODY = `<?xml version="1.0" encoding="utf-8"?>
<propfind xmlns="DAV:"><prop><quota-available-bytes/><quota-used-bytes/></prop></propfind>`;

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  parseTagValue: false,
  isArray: name => ['response', 'propstat'].includes(name),
});

/**
 * Reads the answer to a PROPFIND: RFC 4918, section 14.16. Throws an error where it is something else, such as the page of a
 * login.
 *
 * @internal
 */
export function readMultistatus(text: string): WebdavEntry[] {
  let document;
  try {
    document = parser.parse(text);
  } catch {
    document = undefined;
  }
  if (document?.multistatus === undefined) {
    throw new Error(
      "the server answered something that is not WebDAV; see 'url'",
    );
  }
  return (document.multistatus.response ?? []).map(toEntry);
}

interface Response {
  href?: string;
  propstat?: Array<{ status?: string; prop?: Record<string, unknown> }>;
}

function toEntry({ href, propstat = [] }: Response): WebdavEntry {
  const found = Object.assign(
    {},
    ...propstat
      .filter(({ status }) => status === undefined || / 200\b/.test(status))
      .map(({ prop }) => prop),
  ) as Record<string, unknown>;
  const text = (name: string) =>
    typeof found[name] === 'string' && found[name] !== ''
      ? (found[name] as string)
      : undefined;
  const type = found.resourcetype;
  return {
    href: String(href ?? ''),
    isFolder: typeof type === 'object' && type !== null && 'collection' in type,
    size: Number(text('getcontentlength') ?? 0),
    modifiedAt: new Date(text('getlastmodified') ?? 0),
    etag: text('getetag'),
    quotaAvailable: text('quota-available-bytes'),
    quotaUsed: text('quota-used-bytes'),
  };
}
