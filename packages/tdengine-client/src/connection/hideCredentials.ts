import type { ConnectionSettings } from './ConnectionSettings';

/**
 * What a server said of a login, without the password or token, which a server or something on the way may repeat.
 *
 * @internal
 */
export function hideCredentials(
  text: string,
  settings: Pick<ConnectionSettings, 'user' | 'password' | 'token'>,
): string {
  const { user, password, token } = settings;
  const login = password && `${user}:${password}`;
  return [login, password, token]
    .filter(secret => secret !== undefined && secret !== '')
    .flatMap(secret => [
      secret!,
      encodeURIComponent(secret!),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret!).toString('base64'),
    ])
    .reduce((hidden, form) => hidden.split(form).join('***'), text);
}
