import { Steps } from '../run/inTurns';
import { ZodArray, ZodIssue, ZodObject, ZodTypeAny } from 'zod/v3';

type Parsed<T> = { data: T } | { issue: ZodIssue };

/**
 * Reads a value by its schema and stops at the first fault, which it says with the field it is in. The schema by itself collects every one,
 * which for a list of a million wrong things are some gigabytes of words about them.
 * Lists have to be required ones, and have an upper bound or none. Each item of a list that is a field of the value is a step.
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
  if (!(schema instanceof ZodObject) || !isObject(value)) {
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
    schema instanceof ZodArray &&
    Array.isArray(value) &&
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
  if (schema instanceof ZodArray && Array.isArray(value)) {
    const most = schema._def.maxLength?.value;
    if (most !== undefined) {
      // Enough to tell that there are too many.
      return parseWhole(schema, value.slice(0, most + 1));
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
  if (schema instanceof ZodObject && isObject(value) && holdsLists(schema)) {
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
  if (schema instanceof ZodObject) {
    return Object.values<ZodTypeAny>(schema.shape).some(holdsLists);
  }
  return schema instanceof ZodArray;
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
