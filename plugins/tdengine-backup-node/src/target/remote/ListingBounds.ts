import { UnusableAnswerError } from './UnusableAnswerError';

const MOST_ENTRIES = 10_000_000;
const MOST_PAGES = 1_000_000;
const MOST_WAITING = 100_000;

/**
 * Watches over one listing of a server, which might go on for ever. Its methods throw an {@link UnusableAnswerError}.
 *
 * @public
 */
export class ListingBounds {
  readonly #mostEntries: number;
  readonly #mostPages: number;
  #entries = 0;
  #pages = 0;
  #remembered: string | undefined;

  private constructor(mostEntries: number, mostPages: number) {
    this.#mostEntries = mostEntries;
    this.#mostPages = mostPages;
  }

  /** By default 10,000,000 entries, and 1,000,000 pages. */
  static create(options?: {
    mostEntries?: number;
    mostPages?: number;
  }): ListingBounds {
    const { mostEntries = MOST_ENTRIES, mostPages = MOST_PAGES } =
      options ?? {};
    return new ListingBounds(mostEntries, mostPages);
  }

  /** So many more entries came. */
  count(entries: number): void {
    this.#entries += entries;
    if (this.#entries > this.#mostEntries) {
      throw new UnusableAnswerError(
        `the server's listing has more than ${this.#mostEntries} entries`,
      );
    }
  }

  /** So many folders were found and not looked into yet. */
  waiting(folders: number): void {
    if (folders > MOST_WAITING) {
      throw new UnusableAnswerError(
        `the server's listing has more than ${MOST_WAITING} folders beside and inside of each other`,
      );
    }
  }

  /** The server says that there is another page, and where it begins. */
  next(marker: string | undefined): void {
    if (!marker) {
      throw new UnusableAnswerError(
        "the server's listing is to go on, but it does not say where",
      );
    }
    this.#pages++;
    if (marker === this.#remembered) {
      throw new UnusableAnswerError("the server's listing goes in a circle");
    }
    if (this.#pages > this.#mostPages) {
      throw new UnusableAnswerError("the server's listing does not end");
    }
    // One that is changed at the powers of two is met again in a circle of any length.
    if (Number.isInteger(Math.log2(this.#pages))) {
      this.#remembered = marker;
    }
  }
}
