import { RequestHandler } from 'express';
import { CallerReader } from '../CallerReader';

/** For load balancers and monitoring. */
const OPEN = /^\/health\/?$/i;
/** Where a browser may come with its cookie: a link cannot carry a token. */
const WITH_COOKIE = /^\/v1\/backups\/[^/]+\/download\/?$/i;

/**
 * Lets nobody through who is not known, before anything of the request is read. Backstage's own barrier would do the same,
 * but its answer has a stack in it.
 */
export function requireCredentials(callers: CallerReader): RequestHandler {
  return (req, _res, next) => {
    if (OPEN.test(req.path)) {
      next();
      return;
    }
    callers
      .credentials(req, { allowCookie: WITH_COOKIE.test(req.path) })
      .then(() => next(), next);
  };
}
