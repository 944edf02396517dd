/** All functions of the program. What each needs by infra/functions.ts is supplied once the thing it needs is there. */
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import type { FunctionNeed } from '../function-needs.ts';
import { FUNCTION_NAMES, FUNCTIONS, type FunctionName } from '../functions.ts';
import { PayoutFunction } from './lambda-function.ts';

export interface PayoutFunctionsProps {
  readonly stage: Stage;
  readonly assetRoot: string;
}

/** What a need brings to each function that has it. */
export interface Supply {
  /** @default none */
  readonly environment?: Readonly<Record<string, string>>;
  readonly grant?: (lambda: Lambda) => void;
}

export class PayoutFunctions extends Construct {
  readonly all: ReadonlyMap<FunctionName, Lambda>;
  readonly #supplied = new Set<FunctionNeed>();

  constructor(scope: Construct, id: string, props: PayoutFunctionsProps) {
    super(scope, id);
    this.all = new Map(FUNCTION_NAMES.map((name) => [name, new PayoutFunction(this, name, props).lambda]));
    this.node.addValidation({ validate: () => this.#missing() });
  }

  named(name: FunctionName): Lambda {
    const lambda = this.all.get(name);
    if (lambda === undefined) throw new Error(`There is no function ${name}: add it to infra/functions.ts.`);
    return lambda;
  }

  /** Gives every function that has the need its variables and permissions; some things are made after the functions that use them. */
  supply(need: FunctionNeed, { environment = {}, grant }: Supply): void {
    this.#supplied.add(need);
    for (const [name, lambda] of this.all) {
      if (!needsOf(name).includes(need)) continue;
      for (const [variable, value] of Object.entries(environment)) lambda.addEnvironment(variable, value);
      grant?.(lambda);
    }
  }

  #missing(): string[] {
    const needs = new Set(FUNCTION_NAMES.flatMap(needsOf));
    return [...needs]
      .filter((need) => !this.#supplied.has(need))
      .map((need) => `Nothing supplies the need '${need}' of infra/functions.ts`);
  }
}

const needsOf = (name: FunctionName): readonly FunctionNeed[] => FUNCTIONS[name].needs;
