/** Mails that a change leaves behind, written in its transaction. */
import type { Mail } from '../../contracts/mail.ts';
import type { Write } from '../../ports/table.ts';
import { mailKey, openMailKey } from './keys.ts';

/** For the transaction of the change that the mails tell of: two writes a mail. */
export const mailWrites = (mails: readonly Mail[]): Write[] =>
  mails.flatMap((mail): Write[] => [
    { kind: 'put', item: { ...mailKey(mail.id), ...mail }, when: { kind: 'absent' } },
    {
      kind: 'put',
      item: { ...openMailKey(mail.id), id: mail.id, createdAt: mail.createdAt },
      when: { kind: 'absent' },
    },
  ]);
