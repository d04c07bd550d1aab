/** Keeps the few values that were used last. Those who ask for the same one at once share its making. */
export class RecentlyUsed<T> {
  readonly #maximum: number;
  readonly #values = new Map<string, Promise<T>>();

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  async get(key: string, make: () => Promise<T>): Promise<T> {
    const value = this.#values.get(key) ?? make();
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#maximum) {
      const [oldest] = this.#values.keys();
      this.#values.delete(oldest);
    }
    try {
      return await value;
    } catch (error) {
      if (this.#values.get(key) === value) {
        this.#values.delete(key);
      }
      throw error;
    }
  }
}
