/** What a page behind a link of a mail says, and what can be done there. */
export interface PageText {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Only where there is something to do. */
  readonly buttons?: readonly { readonly label: string; readonly answer?: 'confirm' | 'deny' }[];
}

export const UNKNOWN: PageText = {
  title: 'This is no link of ours',
  paragraphs: ['Perhaps it was cut off: open it again from the mail, to its last letter. Nothing was changed.'],
};
