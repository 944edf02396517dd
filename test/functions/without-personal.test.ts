import { describe, expect, it } from 'vitest';
import { bareError, withoutPersonal } from '../../functions/without-personal.ts';

/** V8's own words on a text that is no JSON. */
function parseErrorOf(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch (error) {
    return String(error);
  }
}

describe('a text that is logged', () => {
  it.each([
    ["Value 'jo@partner.example' at 'username'", "Value '(address)' at 'username'"],
    ['<Jo.Doe+tag@Sub.Partner.Example> is not verified', '<(address)> is not verified'],
    [`{"email":"j.o'neil!/x=y@partner.example"}`, '{"email":"(address)"}'],
    ['GET /ops/partners?email=jo%40partner.example', 'GET (address)'],
    ['renée@partner.example, r@p', '(address), (address)'],
    ['the token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln-_8 is over', 'the token (token) is over'],
    [parseErrorOf('jo@partner.example'), `SyntaxError: Unexpected token 'j', (text) is not valid JSON`],
    [parseErrorOf('{"Item":{"name":{"S":Jo Doe}}}'), `SyntaxError: Unexpected token 'J', (text) is not valid JSON`],
    [parseErrorOf('Jo'), `SyntaxError: Unexpected token 'J', (text) is not valid JSON`],
  ])('%s', (text, logged) => expect(withoutPersonal(text)).toBe(logged));

  it.each([
    'at read (file:///var/task/node_modules/@smithy/core/dist-es/index.js:12:3)',
    'User: arn:aws:sts::000000000000:assumed-role/x is not authorized to perform: dynamodb:GetItem on resource: y',
    'payout-2026-01-10-g00-0001-1',
  ])('and has nothing personal stays: %s', (text) => expect(withoutPersonal(text)).toBe(text));
});

it('an error that nobody handles keeps its name and loses its fields', () => {
  class TableBusy extends Error {
    override readonly name = 'TableBusy';
    readonly CancellationReasons = [{ Item: { name: { S: 'Jo Doe' } } }];
  }
  const bare = bareError(new TableBusy('jo@partner.example keeps changing', { cause: 'jo@partner.example' }));
  expect(bare).toMatchObject({ name: 'TableBusy', message: '(address) keeps changing' });
  expect(bare.stack).toMatch(/^TableBusy: \(address\) keeps changing\n +at /);
  expect(JSON.stringify({ ...bare, stack: '' })).not.toMatch(/Jo Doe|partner\.example/);
  expect(bare.cause).toBeUndefined();
});

it('what is thrown and is no error becomes one', () => {
  expect(bareError('jo@partner.example')).toMatchObject({ name: 'Error', message: '(address)' });
});
