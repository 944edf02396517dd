/** What is made of the contracts when functions are bundled, and unpacked when one starts. */
export interface MadeDocument {
  readonly json: string;
  readonly page: string;
  readonly pagePolicy: string;
}
