/** Reads a function's settings from the template. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, numberAt, objectAt, stringAt } from '../json.ts';
import type { Assets } from '../template/assets.ts';
import type { StackResource } from '../template/stack-resources.ts';

export interface FunctionSettings {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly handler: string;
  readonly handlerFile: string;
  readonly handlerExport: string;
  readonly directory: string;
  readonly runtime: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** `LoggingConfig`: Lambda tells a function of it by environment variables. */
  readonly logging: Readonly<Record<string, string>>;
  readonly reservedConcurrency: number | undefined;
  readonly deadLetterArn: string | undefined;
}

/** @throws Error naming the function when it is none this machine can run. */
export function functionSettings(resource: StackResource, assets: Assets): FunctionSettings {
  const { logicalId, name, arn, properties } = resource;
  const runtime = stringAt(properties.Runtime, `${logicalId}.Runtime`);
  if (!runtime.startsWith('nodejs'))
    throw new Error(`${logicalId} runs on ${runtime}: only Node.js functions run here`);
  if (properties.Layers !== undefined)
    throw new Error(`${logicalId} has layers, which the embedded cloud does not run`);

  const code = objectAt(properties.Code, `${logicalId}.Code`);
  const directory = assets.directoryOf(stringAt(code.S3Key, `${logicalId}.Code.S3Key`), logicalId);
  const handler = stringAt(properties.Handler, `${logicalId}.Handler`);
  const dot = handler.lastIndexOf('.');
  const file = [...['.mjs', '.js', '.cjs'].map((ending) => join(directory, handler.slice(0, dot) + ending))].find(
    existsSync,
  );
  if (file === undefined)
    throw new Error(`${logicalId}: there is no ${handler.slice(0, dot)}.mjs or .js in ${directory}`);

  const environment = isObject(properties.Environment) ? properties.Environment.Variables : undefined;
  const deadLetter = isObject(properties.DeadLetterConfig) ? properties.DeadLetterConfig.TargetArn : undefined;
  const number = (key: string, otherwise: number) => numberAt(properties[key] ?? otherwise, `${logicalId}.${key}`);
  return {
    logicalId,
    name,
    arn,
    handler,
    handlerFile: file,
    handlerExport: handler.slice(dot + 1),
    directory,
    runtime,
    timeoutMs: number('Timeout', 3) * 1000,
    memoryMb: number('MemorySize', 128),
    environment: Object.fromEntries(
      Object.entries(isObject(environment) ? environment : {}).map(([key, value]) => [key, String(value)]),
    ),
    logging: loggingOf(properties.LoggingConfig),
    reservedConcurrency:
      properties.ReservedConcurrentExecutions === undefined ? undefined : number('ReservedConcurrentExecutions', 0),
    deadLetterArn: deadLetter === undefined ? undefined : stringAt(deadLetter, `${logicalId}.DeadLetterConfig`),
  };
}

/** What Lambda itself adds to a function's environment; the template's own values win. */
export function lambdaEnvironment(
  settings: FunctionSettings,
  endpoints: Readonly<Record<string, string>>,
  accessKeyId: string,
  region: string,
): Record<string, string> {
  const addresses = Object.entries(endpoints).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, url]);
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_EXECUTION_ENV: `AWS_Lambda_${settings.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: settings.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${settings.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: accessKeyId,
    LAMBDA_TASK_ROOT: settings.directory,
    LANG: 'en_US.UTF-8',
    ...settings.logging,
    TZ: ':UTC',
    _HANDLER: settings.handler,
    ...settings.environment,
    ...Object.fromEntries(addresses),
  };
}

function loggingOf(config: unknown): Record<string, string> {
  const { LogFormat, ApplicationLogLevel } = isObject(config) ? config : {};
  return {
    ...(typeof LogFormat === 'string' && { AWS_LAMBDA_LOG_FORMAT: LogFormat }),
    ...(typeof ApplicationLogLevel === 'string' && { AWS_LAMBDA_LOG_LEVEL: ApplicationLogLevel }),
  };
}
