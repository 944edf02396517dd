import { expect, it } from 'vitest';
import { maskedAddress } from '../../shared/domain/masked-address.ts';

it.each([
  ['mila@payee.example', 'm…@payee.example'],
  ['m@payee.example', 'm…@payee.example'],
  ['a@b@payee.example', 'a…@payee.example'],
  ['no address', '…'],
  ['@payee.example', '…'],
  ['', '…'],
])('%j is shown as %j', (address, shown) => expect(maskedAddress(address)).toBe(shown));
