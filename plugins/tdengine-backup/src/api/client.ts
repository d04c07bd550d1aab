import { ResponseError } from '@backstage/errors';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  TdengineBackupClient,
  TypedResponse,
} from 'backstage-plugin-tdengine-backup-common';
import { CallOptions } from './TdengineBackupApi';

/** The generated client takes no signal; a fetch that carries one does. */
export function createClient(
  discoveryApi: DiscoveryApi,
  fetchApi: FetchApi,
  options?: CallOptions,
): TdengineBackupClient {
  return new TdengineBackupClient({
    discoveryApi,
    fetchApi: {
      fetch: (input, init) =>
        fetchApi.fetch(input, { ...init, signal: options?.signal }),
    },
  });
}

/** What the backend answered, or its refusal with its own words. */
export async function read<T>(
  pending: TypedResponse<T> | Promise<TypedResponse<T>>,
): Promise<T> {
  const response = await pending;
  await refuseFailure(response);
  return response.json();
}

/** For answers without content. */
export async function refuseFailure(
  response: TypedResponse<unknown>,
): Promise<void> {
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
}
