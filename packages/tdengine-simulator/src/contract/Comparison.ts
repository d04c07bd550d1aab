/** An answer that was recorded beside the one given now. */
export interface Comparison {
  /** `rest` and the id, or `ws`, the name of the connection and the number of the frame. */
  id: string;
  sql: string;
  expected: unknown;
  actual: unknown;
}

/** The server a replay talks to. */
export interface ServerUnderTest {
  url: string;
  user: string;
  password: string;
}
