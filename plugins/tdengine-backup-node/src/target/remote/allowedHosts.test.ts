import { assertAllowedHost } from './allowedHosts';

describe('assertAllowedHost', () => {
  it.each([
    ['a.example', undefined],
    ['a.example', ['b.example', 'A.Example']],
    ['a.example.', ['a.example']],
    ['x.a.example', ['*.a.example']],
    ['[::1]', ['::1']],
  ])('lets %s pass with %j', (host, allowed) => {
    expect(() => assertAllowedHost(host, allowed, 'x')).not.toThrow();
  });

  it.each([
    ['a.example', []],
    ['a.example', ['*.a.example']],
    ['evila.example', ['*.a.example']],
    ['a.example.evil', ['a.example', '*.example']],
    ['.a.example', ['*.a.example.']],
  ])('refuses %s with %j', (host, allowed) => {
    expect(() => assertAllowedHost(host, allowed, 'x')).toThrow(
      `Target 'x' is at '${host}', which 'tdengineBackup.storage.allowedHosts' does not hold`,
    );
  });
});
