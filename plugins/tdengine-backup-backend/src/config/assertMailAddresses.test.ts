import { assertMailAddresses } from './assertMailAddresses';

describe('assertMailAddresses', () => {
  it.each(['ops@example.com', 'o.p+s@bäckerei.example', 'admin@localhost'])(
    'takes %s',
    address => {
      expect(() => assertMailAddresses([address], 'addresses')).not.toThrow();
    },
  );

  it.each([
    'ops',
    'ops at home@example.com',
    'Ops <ops@example.com>',
    'ops@example.com,bob@example.com',
    'ops@example.com\r\nBcc: bob@example.com',
    'ops@example.com\u2028bob',
    'ops@exam\u007fple.com',
    'ops@exam\u202eple.com',
    'ops@exam\u200bple.com',
  ])('refuses %j', address => {
    expect(() => assertMailAddresses([address], 'addresses')).toThrow(
      "'addresses' has",
    );
  });
});
