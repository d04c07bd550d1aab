import { JSX } from 'react';
import { TranslationRef } from '@backstage/frontend-plugin-api';
import { tdengineBackupTranslationRef } from '../translation';

type MessagesOf<T> = T extends TranslationRef<string, infer Texts>
  ? Texts
  : never;
type Messages = MessagesOf<typeof tdengineBackupTranslationRef>;

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** `'{{good, number}} of {{name}}'` as `'good, number' | 'name'`. */
type PlaceholdersOf<Text> =
  Text extends `${string}{{${infer Placeholder}}}${infer Rest}`
    ? Placeholder | PlaceholdersOf<Rest>
    : never;

/** By key, the placeholders of a text. Plural forms are one text, and what is counted chooses among them. */
type Placeholders = {
  [Key in keyof Messages as Key extends `${infer Text}_${PluralForm}`
    ? Text
    : Key]:
    | PlaceholdersOf<Messages[Key]>
    | (Key extends `${string}_${PluralForm}` ? 'count' : never);
};

type NameOf<Placeholder> = Placeholder extends `${infer Name}, ${string}`
  ? Name
  : Placeholder & string;

type Values<Placeholder, Value> = {
  [P in Placeholder as NameOf<P>]: P extends 'count' | `${string}, number`
    ? number
    : Value;
};

type Arguments<Key extends TextKey, Value> = [Placeholders[Key]] extends [never]
  ? []
  : [values: Values<Placeholders[Key], Value>];

/** What the texts of this plugin are asked for by. */
export type TextKey = keyof Placeholders;

/**
 * The function that turns a key, and values for the placeholders of its text, into the text.
 *
 * @remarks
 *
 * It says what the `TranslationFunction` of the framework says, which the compiler works out anew for each call: with as
 * many texts as here, that were 19 of each 20 seconds of a type check.
 */
export interface Translate {
  <Key extends TextKey>(key: Key, ...values: Arguments<Key, string>): string;
  /** With elements among the values, the text is one, too. */
  <Key extends TextKey>(
    key: Key,
    ...values: Arguments<Key, string | JSX.Element>
  ): JSX.Element;
}
