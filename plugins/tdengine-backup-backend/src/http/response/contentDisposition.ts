/**
 * A `Content-Disposition` that makes a browser save under any name: RFC 6266 with the UTF-8 form of RFC 5987, and an
 * ASCII name for those that do not know it.
 */
export function contentDisposition(fileName: string): string {
  // A name is one path segment, and lone surrogates have no UTF-8.
  const name = fileName
    .replace(/[\p{Cc}/\\]/gu, '_')
    .replace(/\p{Surrogate}/gu, '_');
  const ascii = name.replace(/[^\x20-\x7e]/gu, '_').replace(/["%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
