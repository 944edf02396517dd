/** A mail as a letter: the same paragraphs as plain text and as HTML. */
import type { Mail } from '../../contracts/mail.ts';
import type { Letter } from '../../ports/mailer.ts';
import { mailText } from './mail-texts.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text between tags and for attributes in double quotes. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

export function renderMail(mail: Mail): Letter {
  const { subject, paragraphs } = mailText(mail);
  const plain = paragraphs.map((paragraph) => (typeof paragraph === 'string' ? paragraph : paragraph.link));
  const html = paragraphs.map((paragraph) =>
    typeof paragraph === 'string'
      ? `<p>${escaped(paragraph)}</p>`
      : `<p><a href="${escaped(paragraph.link)}">${escaped(paragraph.link)}</a></p>`,
  );
  return {
    to: mail.to,
    subject,
    text: `${plain.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>${html.join('')}</body></html>`,
  };
}
