import { TDengineClient } from 'tdengine-client';

/** The server that the proofs run on. They make and drop only databases of their own prefix. */
export interface ProofServer {
  url: string;
  user: string;
  password: string;
}

/** Databases of the proofs begin with it. */
export const PROOF_PREFIX = 'tdb_proof_';

/**
 * The server that the environment names.
 *
 * @throws Error that says what to set, where it names none
 */
export function proofServer(): ProofServer {
  const url = process.env.TDENGINE_URL;
  if (!url) {
    throw new Error(
      'Nothing is proved without a real server: set TDENGINE_URL (and TDENGINE_USER, TDENGINE_PASSWORD) to one you may create and drop databases on',
    );
  }
  return {
    url,
    user: process.env.TDENGINE_USER ?? 'root',
    password: process.env.TDENGINE_PASSWORD ?? 'taosdata',
  };
}

export function connect(server: ProofServer): TDengineClient {
  return TDengineClient.create({ ...server, maxConnections: 4 });
}
