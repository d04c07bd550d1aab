import { Endpoint } from './Endpoint';

describe('Endpoint', () => {
  it.each([
    ['http://host:6041', undefined, 'ws://host:6041/ws'],
    ['https://host/td/', undefined, 'wss://host/td/ws'],
    ['http://[::1]:6041/', 'a b&c', 'ws://[::1]:6041/ws?token=a+b%26c'],
    ['ws://host', undefined, 'ws://host/ws'],
  ])('derives the WebSocket address of %s', (url, token, expected) => {
    expect(Endpoint.parse(url).webSocketUrl(token).href).toBe(expected);
  });

  it('derives the parts of the REST address, without the slash that redirects', () => {
    expect(Endpoint.parse('https://host:443/td').rest).toEqual({
      scheme: 'https',
      host: 'host',
      port: undefined,
      path: '/td/rest/sql',
    });
    expect(Endpoint.parse('http://host:6041').rest).toEqual({
      scheme: 'http',
      host: 'host',
      port: 6041,
      path: '/rest/sql',
    });
  });

  it.each([
    'host:6041',
    'not a url',
    'ftp://host',
    'http://root:secret@host:6041',
    'http://host:6041/?token=secret',
  ])('refuses %s without repeating a secret', url => {
    expect(() => Endpoint.parse(url)).toThrow(
      /^(?!.*secret)The URL of TDengine/,
    );
  });
});
