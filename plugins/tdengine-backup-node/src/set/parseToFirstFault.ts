import {
  AnyZodObject,
  ZodArray,
  ZodFirstPartyTypeKind,
  ZodIssue,
  ZodRecord,
  ZodTypeAny,
} from 'zod/v3';
import { atOnce, Steps } from '../run/inTurns';

type Parsed<T> = { data: T } | { issue: ZodIssue };

/**
 * Reads a value that a stranger may have written by its schema, and says its first fault with the field it is in. The schema by itself
 * collects every one, which for a list of a million wrong things are some gigabytes of words about them. Lists have to be required ones.
 *
 * @public
 */
export function readBySchema<S extends ZodTypeAny>(
  schema: S,
  value: unknown,
): { data: S['_output'] } | { fault: string } {
  return atOnce(parseToFirstFault(schema, value));
}

/**
 * {@link readBySchema} in steps. Each item of a list that is a field of the value is one.
 *
 * @internal
 */
export function* parseToFirstFault<S extends ZodTypeAny>(
  schema: S,
  value: unknown,
): Steps<{ data: S['_output'] } | { fault: string }> {
  const parsed = yield* readFields(schema, value);
  return 'issue' in parsed ? { fault: describeIssue(parsed.issue) } : parsed;
}

function* readFields(schema: ZodTypeAny, value: unknown): Steps<Parsed<any>> {
  if (!isObjectSchema(schema) || !isObject(value)) {
    return read(schema, value);
  }
  const data: Record<string, unknown> = {};
  for (const [name, field] of Object.entries<ZodTypeAny>(schema.shape)) {
    const parsed: Parsed<any> = yield* readField(field, value[name]);
    if ('issue' in parsed) {
      return within(name, parsed.issue);
    }
    if (parsed.data !== undefined) {
      data[name] = parsed.data;
    }
  }
  return { data };
}

function* readField(schema: ZodTypeAny, value: unknown): Steps<Parsed<any>> {
  const isLong =
    isArraySchema(schema) &&
    Array.isArray(value) &&
    schema._def.minLength === null &&
    schema._def.maxLength === null;
  if (!isLong) {
    return read(schema, value);
  }
  const data: unknown[] = [];
  for (const [index, item] of value.entries()) {
    const parsed = read(schema.element, item);
    if ('issue' in parsed) {
      return within(index, parsed.issue);
    }
    data.push(parsed.data);
    yield;
  }
  return { data };
}

function read(schema: ZodTypeAny, value: unknown): Parsed<any> {
  if (isArraySchema(schema) && Array.isArray(value)) {
    const most = schema._def.maxLength?.value;
    if (most !== undefined) {
      // Enough to tell that there are too many.
      return parseWhole(schema, value.slice(0, most + 1));
    }
    if (value.length < (schema._def.minLength?.value ?? 0)) {
      return parseWhole(schema, value);
    }
    const data: unknown[] = [];
    for (const [index, item] of value.entries()) {
      const parsed = read(schema.element, item);
      if ('issue' in parsed) {
        return within(index, parsed.issue);
      }
      data.push(parsed.data);
    }
    return { data };
  }
  if (isRecordSchema(schema) && isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      const parsed = read(schema.valueSchema, item);
      if ('issue' in parsed) {
        return within(key, parsed.issue);
      }
    }
  }
  if (isObjectSchema(schema) && isObject(value) && holdsLists(schema)) {
    const data: Record<string, unknown> = {};
    for (const [name, field] of Object.entries<ZodTypeAny>(schema.shape)) {
      const parsed = read(field, value[name]);
      if ('issue' in parsed) {
        return within(name, parsed.issue);
      }
      if (parsed.data !== undefined) {
        data[name] = parsed.data;
      }
    }
    return { data };
  }
  return parseWhole(schema, value);
}

function parseWhole(schema: ZodTypeAny, value: unknown): Parsed<any> {
  const parsed = schema.safeParse(value);
  return parsed.success
    ? { data: parsed.data }
    : { issue: parsed.error.issues[0] };
}

/** What holds none has no more faults than fields, and is read faster in one go. */
function holdsLists(schema: ZodTypeAny): boolean {
  if (isObjectSchema(schema)) {
    return Object.values<ZodTypeAny>(schema.shape).some(holdsLists);
  }
  return isArraySchema(schema) || isRecordSchema(schema);
}

// By their names, for others may have a copy of zod of their own.

function isObjectSchema(schema: ZodTypeAny): schema is AnyZodObject {
  return schema._def.typeName === ZodFirstPartyTypeKind.ZodObject;
}

function isArraySchema(schema: ZodTypeAny): schema is ZodArray<ZodTypeAny> {
  return schema._def.typeName === ZodFirstPartyTypeKind.ZodArray;
}

/** One in which something can be wrong. */
function isRecordSchema(schema: ZodTypeAny): schema is ZodRecord {
  return (
    schema._def.typeName === ZodFirstPartyTypeKind.ZodRecord &&
    schema._def.valueType._def.typeName !== ZodFirstPartyTypeKind.ZodUnknown
  );
}

function within(key: string | number, issue: ZodIssue): { issue: ZodIssue } {
  return { issue: { ...issue, path: [key, ...issue.path] } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describeIssue(issue: ZodIssue): string {
  const field = issue.path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : `${text}.${key}`,
    '',
  );
  return `${field.replace(/^\./, '') || 'it'}: ${issue.message}`;
}
