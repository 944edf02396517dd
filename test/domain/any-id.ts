/** Ids for properties: any that the program takes, long and odd ones among them. */
import * as fc from 'fast-check';
import { MAX_PARTNER_ID_LENGTH, type PartnerId, partnerId } from '../../shared/domain/ids.ts';

const LETTERS = 'ABCXYZabcxyz0189';

const anyId = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...LETTERS),
      fc.string({ unit: fc.constantFrom(...LETTERS, ...'._:@-'), maxLength: maxLength - 1 }),
    )
    .map(([first, rest]) => first + rest);

export const anyPartnerId: fc.Arbitrary<PartnerId> = anyId(MAX_PARTNER_ID_LENGTH).map(partnerId);
