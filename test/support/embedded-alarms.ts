/** The template's own alarm of a queue, held against what stands in the queue: CloudWatch's part on this machine. */
import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';

interface Alarm {
  readonly Type: string;
  readonly Properties: {
    readonly MetricName: string;
    readonly Threshold: number;
    readonly ComparisonOperator: string;
    readonly Dimensions: readonly { readonly Value: { readonly 'Fn::GetAtt'?: readonly string[] } }[];
  };
}

/** @param queue its logical id without the hash. @throws Error when nothing watches it, or otherwise than by its depth. */
export function alarmIsTrue(cloud: EmbeddedCloud, queue: string): boolean {
  const { templateFile } = inject('synthesized');
  const { Resources } = JSON.parse(readFileSync(templateFile, 'utf8')) as { Resources: Record<string, Alarm> };
  const watches = Object.values(Resources).flatMap(({ Type, Properties }) => {
    if (Type !== 'AWS::CloudWatch::Alarm') return [];
    const watched = Properties.Dimensions?.[0]?.Value['Fn::GetAtt']?.[0];
    return watched?.startsWith(queue) ? [{ ...Properties, watched }] : [];
  });
  const [alarm, another] = watches;
  if (!alarm || another) throw new Error(`${queue} is watched by ${watches.length} alarms`);
  const { MetricName, ComparisonOperator, Threshold, watched } = alarm;
  if (MetricName !== 'ApproximateNumberOfMessagesVisible' || ComparisonOperator !== 'GreaterThanOrEqualToThreshold')
    throw new Error(`the alarm of ${queue} compares ${MetricName} by ${ComparisonOperator}`);
  return cloud.queueCounts(watched).visible >= Threshold;
}
