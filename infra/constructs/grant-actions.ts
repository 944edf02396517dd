/** Grants exactly the named actions on exactly one resource: the library's own grants hand out more than is asked for. */
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';

export function grantActions(grantee: IGrantable, actions: readonly string[], resourceArn: string): void {
  Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns: [resourceArn] }).assertSuccess();
}
