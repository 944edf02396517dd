/** Reads a state machine's definition out of a template: text joined with references to functions and to the account. */

const ACCOUNT = '000000000000';
const REGION = 'us-east-1';
const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
};

/** @param definitionString `DefinitionString` as it stands in the template: plain text or Fn::Join. Places of functions hold made-up ARNs of their logical ids. */
export function readDefinition(definitionString: unknown): unknown {
  return JSON.parse(joined(definitionString));
}

function joined(value: unknown): string {
  if (typeof value === 'string') return value;
  const {
    'Fn::Join': join,
    'Fn::GetAtt': attribute,
    Ref: reference,
  } = value as {
    'Fn::Join'?: [separator: string, parts: unknown[]];
    'Fn::GetAtt'?: [logicalId: string, attribute: string];
    Ref?: string;
  };
  if (join !== undefined) return join[1].map(joined).join(join[0]);
  if (attribute?.[1] === 'Arn') return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${attribute[0]}`;
  const known = reference === undefined ? undefined : PSEUDO_PARAMETERS[reference];
  if (known !== undefined) return known;
  throw new Error(`A state machine's definition may refer to functions only, not to ${JSON.stringify(value)}.`);
}
