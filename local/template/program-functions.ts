/** The functions that the program runs on. Those that a deployment calls, to make custom resources, do not run here. */
import type { StackResource, StackResources } from './stack-resources.ts';
import type { StackTemplate } from './stack-template.ts';

const isCustom = (type: string): boolean => type.startsWith('Custom::');

export function programFunctions(template: StackTemplate, stack: StackResources): readonly StackResource[] {
  const types = new Set([...template.resources.values()].map(({ type }) => type).filter(isCustom));
  const makers = new Set(stack.ofType(...types).map(({ properties }) => properties.ServiceToken));
  return stack.ofType('AWS::Lambda::Function').filter(({ arn }) => !makers.has(arn));
}
