/** Resolves the CloudFormation functions that CDK writes into templates. What it does not know, it refuses by name. */
import { isObject, objectAt, stringAt } from '../json.ts';
import type { StackTemplate, TemplateResource } from './stack-template.ts';

/** `Ref` has no attribute. Returns undefined when it does not know the attribute. */
export type AttributeSource = (resource: TemplateResource, attribute: string | undefined) => unknown;

export interface Resolver {
  /** Resolves a value inside the resource (or output) called `where`. */
  resolve(value: unknown, where: string): unknown;
  /** Whether a resource with this condition exists; without a condition it does. */
  holds(condition: string | undefined): boolean;
}

const NO_VALUE = Symbol('AWS::NoValue');

/** @throws Error when a parameter is missing, unknown, or not among its allowed values. */
export function createResolver(
  template: StackTemplate,
  pseudoParameters: Readonly<Record<string, string>>,
  parameters: Readonly<Record<string, string>>,
  attributeOf: AttributeSource,
): Resolver {
  const values = parameterValues(template, parameters);

  const reference = (name: string, where: string): unknown => {
    if (name === 'AWS::NoValue') return NO_VALUE;
    if (name in pseudoParameters) return pseudoParameters[name];
    if (values.has(name)) return values.get(name);
    return attribute(name, undefined, where);
  };

  const attribute = (logicalId: string, name: string | undefined, where: string): unknown => {
    const resource = template.resources.get(logicalId);
    if (!resource) throw new Error(`${where} refers to ${logicalId}, which is not in the template`);
    const value = attributeOf(resource, name);
    if (value === undefined) {
      const what = name === undefined ? `Ref ${logicalId}` : `Fn::GetAtt ${logicalId}.${name}`;
      throw new Error(`${where} uses ${what}, which the embedded cloud does not know for ${resource.type}`);
    }
    return value;
  };

  const condition = (value: unknown, where: string): boolean => {
    if (isObject(value)) {
      const [name = '', argument] = Object.entries(value)[0] ?? [];
      const several = () => tuple(argument, where).map((each) => condition(each, where));
      switch (name) {
        case 'Condition':
          return holds(stringAt(argument, where));
        case 'Fn::Equals': {
          const [left, right] = tuple(argument, where).map((each) => resolve(each, where));
          return left === right;
        }
        case 'Fn::And':
          return several().every(Boolean);
        case 'Fn::Or':
          return several().some(Boolean);
        case 'Fn::Not':
          return !several().every(Boolean);
      }
    }
    throw new Error(`${where}: the condition ${JSON.stringify(value)} is not known to the embedded cloud`);
  };

  const holds = (name: string | undefined): boolean => {
    if (name === undefined) return true;
    if (!(name in template.conditions)) throw new Error(`the condition ${name} is not in the template`);
    return condition(template.conditions[name], `condition ${name}`);
  };

  const substitute = (argument: unknown, where: string): string => {
    const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
    const own = objectAt(variables, `${where}: Fn::Sub`);
    return stringAt(text, `${where}: Fn::Sub`).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in own) return textOf(resolve(own[name], where), where);
      const dot = name.indexOf('.');
      const value = dot < 0 ? reference(name, where) : attribute(name.slice(0, dot), name.slice(dot + 1), where);
      return textOf(value, where);
    });
  };

  const call = (name: string, argument: unknown, where: string): unknown => {
    switch (name) {
      case 'Ref':
        return reference(stringAt(argument, where), where);
      case 'Fn::GetAtt': {
        const [logicalId, ...rest] = typeof argument === 'string' ? argument.split('.') : tuple(argument, where);
        return attribute(stringAt(logicalId, where), rest.join('.'), where);
      }
      case 'Fn::Join': {
        const [separator, parts] = tuple(argument, where);
        const texts = tuple(resolve(parts, where), where).map((part) => textOf(part, where));
        return texts.join(stringAt(separator, where));
      }
      case 'Fn::Sub':
        return substitute(argument, where);
      case 'Fn::Select': {
        const [index, from] = tuple(argument, where);
        const chosen = tuple(resolve(from, where), where)[Number(resolve(index, where))];
        if (chosen === undefined) throw new Error(`${where}: Fn::Select finds nothing at index ${String(index)}`);
        return chosen;
      }
      case 'Fn::Split': {
        const [separator, text] = tuple(argument, where);
        return textOf(resolve(text, where), where).split(stringAt(separator, where));
      }
      case 'Fn::If': {
        const [name, yes, no] = tuple(argument, where);
        return resolveOrNothing(holds(stringAt(name, where)) ? yes : no, where);
      }
      case 'Fn::FindInMap': {
        const path = tuple(argument, where).map((key) => textOf(resolve(key, where), where));
        let found: unknown = template.mappings;
        for (const key of path) found = isObject(found) ? found[key] : undefined;
        if (found === undefined) throw new Error(`${where}: Fn::FindInMap finds nothing at ${path.join('.')}`);
        return found;
      }
      case 'Fn::Base64':
        return Buffer.from(textOf(resolve(argument, where), where)).toString('base64');
      default:
        throw new Error(`${where} uses ${name}, which the embedded cloud does not know`);
    }
  };

  const resolveOrNothing = (value: unknown, where: string): unknown => {
    if (Array.isArray(value)) {
      return value.map((each) => resolveOrNothing(each, where)).filter((each) => each !== NO_VALUE);
    }
    if (!isObject(value)) return value;
    const [first, ...rest] = Object.keys(value);
    if (rest.length === 0 && first !== undefined && (first === 'Ref' || first.startsWith('Fn::'))) {
      return call(first, value[first], where);
    }
    const entries = Object.entries(value).map(([key, each]) => [key, resolveOrNothing(each, where)] as const);
    return Object.fromEntries(entries.filter(([, each]) => each !== NO_VALUE));
  };

  const resolve = (value: unknown, where: string): unknown => {
    const resolved = resolveOrNothing(value, where);
    return resolved === NO_VALUE ? undefined : resolved;
  };

  return { resolve, holds };
}

function parameterValues(
  template: StackTemplate,
  given: Readonly<Record<string, string>>,
): Map<string, string | readonly string[]> {
  for (const name of Object.keys(given)) {
    if (!(name in template.parameters)) {
      const known = Object.keys(template.parameters).join(', ') || 'none';
      throw new Error(`the parameter ${name} is not in the template; there is: ${known}`);
    }
  }
  const values = new Map<string, string | readonly string[]>();
  for (const [name, declared] of Object.entries(template.parameters)) {
    const declaration = objectAt(declared, `parameter ${name}`);
    const value = given[name] ?? declaration.Default;
    if (value === undefined) throw new Error(`the parameter ${name} has no default and was not given`);
    const text = String(value);
    if (Array.isArray(declaration.AllowedValues) && !declaration.AllowedValues.map(String).includes(text)) {
      throw new Error(`the parameter ${name} is ${text}; allowed: ${declaration.AllowedValues.join(', ')}`);
    }
    values.set(name, /^List<|^CommaDelimitedList$/.test(String(declaration.Type)) ? text.split(',') : text);
  }
  return values;
}

function tuple(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${where}: ${JSON.stringify(value)} should be a list`);
  return value;
}

function textOf(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${where}: ${JSON.stringify(value) ?? String(value)} cannot become a part of a text`);
}
