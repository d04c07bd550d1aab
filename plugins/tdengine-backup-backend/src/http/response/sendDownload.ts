import { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { Download } from '../../services/types';
import { contentDisposition } from './contentDisposition';
import { expectLength } from './expectLength';
import { resolveRange } from './resolveRange';

/**
 * Sends a file, or the range of it that was asked for. Resolves when all of it was sent; when the stream behind it fails
 * midway it rejects and the connection is destroyed, so that nobody takes a part for the whole.
 */
export async function sendDownload(
  req: Request,
  res: Response,
  download: Download,
  options: { signal: AbortSignal },
): Promise<void> {
  const { size, sha256 } = download;
  const etag = sha256 && `"${sha256}"`;

  res.setHeader('Content-Type', download.contentType);
  res.setHeader('Content-Disposition', contentDisposition(download.fileName));
  // Compressing what is compressed would cost the length, and with it ranges.
  res.setHeader('Cache-Control', 'private, no-transform, no-cache');
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Accept-Ranges', size === undefined ? 'none' : 'bytes');
  if (etag) {
    res.setHeader('ETag', etag);
  }
  if (etag && req.fresh) {
    res.status(304).end();
    return;
  }

  const range =
    size === undefined ? undefined : resolveRange(req, { size, etag });
  if (range === 'unsatisfiable') {
    res.removeHeader('Content-Disposition');
    res.removeHeader('Content-Type');
    res.setHeader('Content-Range', `bytes */${size}`);
    res.status(416).end();
    return;
  }
  const length = range ? range.end - range.start : size;
  if (range) {
    res.status(206);
    res.setHeader(
      'Content-Range',
      `bytes ${range.start}-${range.end - 1}/${size}`,
    );
  }
  if (length !== undefined) {
    res.setHeader('Content-Length', length);
  }
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  await stream(res, download, { ...options, range, length });
}

async function stream(
  res: Response,
  download: Download,
  options: {
    signal: AbortSignal;
    range?: { start: number; end: number };
    length?: number;
  },
): Promise<void> {
  const { signal, range, length } = options;
  const source = await download.open(range).catch(error => {
    // Nothing was sent yet: the error gets an answer of its own.
    for (const name of res.getHeaderNames()) {
      if (/^(content-|etag$|accept-ranges$)/.test(name)) {
        res.removeHeader(name);
      }
    }
    res.status(200);
    throw error;
  });
  try {
    if (length === undefined) {
      await pipeline(source, res, { signal });
    } else {
      await pipeline(source, expectLength(length), res, { signal });
    }
  } catch (error) {
    res.destroy();
    throw error;
  }
}
