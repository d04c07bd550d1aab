/** Nested texts of one language. */
export interface Messages {
  readonly [key: string]: string | Messages;
}

/** The same keys as the English texts, with other words. */
export type Translated<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]>;
};

type Keys<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Keys<T[K]>}`;
}[keyof T & string];

/** `{ a: { b: 'c' } }` as `{ 'a.b': 'c' }`, the shape that a translation resource has. */
export function flatten<T extends object>(
  messages: T,
): { [K in Keys<T>]: string } {
  const flat: Record<string, string> = {};
  const visit = (value: object, prefix: string) => {
    for (const [key, text] of Object.entries(value)) {
      if (typeof text === 'string') {
        flat[prefix + key] = text;
      } else {
        visit(text, `${prefix}${key}.`);
      }
    }
  };
  visit(messages, '');
  return flat as { [K in Keys<T>]: string };
}
