/** What a rule's target gets of an event: all of it, a constant, a part, or a template filled from it. */
import { isObject, stringAt } from '../json.ts';
import { readPath } from '../read-path.ts';

export interface RuleContext {
  readonly ruleArn: string;
  readonly ruleName: string;
}

/** @returns the target's input as JSON text. @throws Error when the template does not become JSON. */
export function targetInput(
  target: Readonly<Record<string, unknown>>,
  event: Readonly<Record<string, unknown>>,
  rule: RuleContext,
): string {
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return checked(stringAt(Input, `${rule.ruleName}: Input`), rule);
  if (InputPath !== undefined) {
    return JSON.stringify(readPath(event, stringAt(InputPath, `${rule.ruleName}: InputPath`)) ?? null);
  }
  if (!isObject(InputTransformer)) return JSON.stringify(event);
  const values = new Map<string, unknown>([
    ['aws.events.rule-arn', rule.ruleArn],
    ['aws.events.rule-name', rule.ruleName],
    ['aws.events.event', event],
    ['aws.events.event.json', event],
    ['aws.events.event.ingestion-time', event.time],
  ]);
  const paths = isObject(InputTransformer.InputPathsMap) ? InputTransformer.InputPathsMap : {};
  for (const [name, path] of Object.entries(paths)) values.set(name, readPath(event, String(path)));
  const template = stringAt(InputTransformer.InputTemplate, `${rule.ruleName}: InputTemplate`);
  return checked(filled(template, values, rule), rule);
}

/** `<name>` becomes JSON where a value may stand, and bare text inside a quoted string. */
function filled(template: string, values: ReadonlyMap<string, unknown>, { ruleName }: RuleContext): string {
  let quoted = false;
  return template.replace(/\\.|"|<([^<>"\s]+)>/g, (found, name: string | undefined) => {
    if (found === '"') quoted = !quoted;
    if (name === undefined) return found;
    if (!values.has(name)) throw new Error(`${ruleName}: its input template has <${name}>, which nothing fills`);
    const json = JSON.stringify(values.get(name) ?? null);
    if (!quoted) return json;
    return json.startsWith('"') ? json.slice(1, -1) : JSON.stringify(json).slice(1, -1);
  });
}

function checked(text: string, { ruleName }: RuleContext): string {
  try {
    JSON.parse(text);
    return text;
  } catch (cause) {
    throw new Error(`${ruleName}: its target's input is no JSON: ${text}`, { cause });
  }
}
