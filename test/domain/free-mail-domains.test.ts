/** Free mail: whose domain says nothing about a business. */
import { expect, it } from 'vitest';
import { isFreeMail } from '../../shared/domain/free-mail-domains.ts';

it.each([
  'gmail.com',
  'GMAIL.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.co.uk',
  'yahoo.co.jp',
  'icloud.com',
  'proton.me',
  'gmx.de',
  'qq.com',
  'mail.ru',
])('%s is free mail', (domain) => expect(isFreeMail(domain)).toBe(true));

it.each(['firm.example', 'gmail.com.example', 'mail.gmail.com', 'notgmail.com', 'gmail', ''])('%j is not', (domain) => {
  expect(isFreeMail(domain)).toBe(false);
});
