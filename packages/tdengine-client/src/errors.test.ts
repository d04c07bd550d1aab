import {
  TDengineConnectionError,
  TDengineError,
  TDengineTimeoutError,
} from './errors';

describe('TDengineError', () => {
  it('holds code and statement, and knows its name', () => {
    const cause = new Error('below');
    const error = new TDengineError('refused', {
      code: 0x2603,
      sql: 'select 1',
      cause,
    });
    expect(error).toMatchObject({
      name: 'TDengineError',
      message: 'refused',
      code: 0x2603,
      sql: 'select 1',
      cause,
    });
    expect(new TDengineTimeoutError('late')).toMatchObject({
      name: 'TDengineTimeoutError',
      code: undefined,
    });
    expect(new TDengineConnectionError('gone')).toBeInstanceOf(TDengineError);
  });

  it('cuts long statements', () => {
    const error = new TDengineError('refused', { sql: 'x'.repeat(2000) });
    expect(error.sql).toBe(`${'x'.repeat(500)}… (2000 characters)`);
  });

  it.each([
    [
      `create user u pass 'sec''ret' sysinfo 1`,
      `create user u pass '***' sysinfo 1`,
    ],
    [`ALTER USER u PASS "sec\\"ret"`, `ALTER USER u PASS '***'`],
    [`create user u pass 'never closed`, `create user u pass '***'`],
    [`select pass, 'x' from t`, `select pass, 'x' from t`],
  ])('hides passwords in %s', (sql, shown) => {
    expect(new TDengineError(`near "${sql}`, { sql })).toMatchObject({
      message: `near "${shown}`,
      sql: shown,
    });
  });
});
