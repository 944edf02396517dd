/** JSON values, and readers that say where a template or a request is not what it should be. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws Error naming `where` when the value is no object. */
export function objectAt(value: unknown, where: string): Record<string, unknown> {
  if (!isObject(value)) throw new Error(`${where} is ${JSON.stringify(value)}, which is not an object`);
  return value;
}

/** @throws Error naming `where` when the value is no string. */
export function stringAt(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new Error(`${where} is ${JSON.stringify(value)}, which is not a string`);
  return value;
}

/** CloudFormation writes numbers also as strings. @throws Error naming `where` when the value is neither. */
export function numberAt(value: unknown, where: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    throw new Error(`${where} is ${JSON.stringify(value)}, which is not a number`);
  }
  return number;
}

/** An absent list is an empty one. @throws Error naming `where` when the value is no list. */
export function listAt(value: unknown, where: string): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new Error(`${where} is ${JSON.stringify(value)}, which is not a list`);
  return value;
}
