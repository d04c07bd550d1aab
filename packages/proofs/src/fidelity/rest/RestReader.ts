import { ProofServer } from '../../server/connect';

/**
 * Asks a server over plain REST and hands the answers on as text, so that nothing of the product reads or decodes them.
 * A byte is a character: answers have text in them that is no valid UTF-8.
 */
export class RestReader {
  readonly #url: string;
  readonly #authorization: string;

  private constructor(url: string, authorization: string) {
    this.#url = url;
    this.#authorization = authorization;
  }

  static create(server: ProofServer): RestReader {
    const credentials = Buffer.from(`${server.user}:${server.password}`);
    return new RestReader(
      new URL('/rest/sql', server.url).href,
      `Basic ${credentials.toString('base64')}`,
    );
  }

  /**
   * The rows of an answer as the server wrote them.
   *
   * @param instead - asked where there is no answer at all
   * @throws Error with the statement where the server refuses it
   */
  async data(sql: string, instead?: string): Promise<string> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { authorization: this.#authorization },
      body: sql,
    });
    const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
    if (text === '' && instead !== undefined) {
      return this.data(instead);
    }
    const answer = /^\{"code":0,.*?"data":(.*),"rows":\d+\}\s*$/s.exec(text);
    if (!answer) {
      throw new Error(
        `${sql.slice(0, 300)}: the server answers ${text.slice(0, 300)}`,
      );
    }
    return answer[1];
  }

  /** Rows whose values are texts and numbers, for questions about names. */
  async rows(sql: string): Promise<Array<Array<string | number | null>>> {
    return JSON.parse(Buffer.from(await this.data(sql), 'latin1').toString());
  }
}
