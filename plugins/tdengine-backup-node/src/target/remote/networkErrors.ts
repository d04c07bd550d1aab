const CONNECTION: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at that address and port',
  ECONNRESET: 'the connection was cut',
  ECONNABORTED: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'the name of the host is not known',
  EAI_AGAIN: 'the name of the host could not be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the host',
  ETIMEDOUT: 'the host does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'the server does not answer',
  UND_ERR_BODY_TIMEOUT: 'the server stopped in the middle of its answer',
  UND_ERR_SOCKET: 'the connection was cut',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection was cut',
};

const CERTIFICATE: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'comes from an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'comes from an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'comes from an authority that is not trusted',
  CERT_HAS_EXPIRED: 'has expired, or the clock of this machine is wrong',
  CERT_NOT_YET_VALID: 'is not valid yet, or the clock of this machine is wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another host',
};

// What comes of a name or an address that is wrong is not better a second later.
const LASTING = new Set(['ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * What a failed connection means for the person who set up a target, or undefined where the error is of another kind.
 *
 * @public
 */
export function describeNetworkError(error: unknown): string | undefined {
  for (const code of errorCodes(error)) {
    if (CERTIFICATE[code]) {
      return `the certificate of the server ${CERTIFICATE[code]} (${code}); give the certificate of its authority as 'tls.ca'`;
    }
    if (CONNECTION[code]) {
      return `${CONNECTION[code]} (${code})`;
    }
    if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
      return `the server speaks no TLS at that port, or none that is understood (${code})`;
    }
  }
  return undefined;
}

/**
 * Whether a connection failed in a way that another try may not.
 *
 * @public
 */
export function isTransientNetworkError(error: unknown): boolean {
  return errorCodes(error).some(
    code => code in CONNECTION && !LASTING.has(code),
  );
}

/** The codes of an error and of what caused it: clients wrap what the socket said. */
function errorCodes(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 4) {
    return [];
  }
  const { code, cause, errors } = error as {
    code?: unknown;
    cause?: unknown;
    errors?: unknown;
  };
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...errorCodes(cause, depth + 1),
    // A host with several addresses fails with one error each.
    ...(Array.isArray(errors)
      ? errors.flatMap(each => errorCodes(each, depth + 1))
      : []),
  ];
}
