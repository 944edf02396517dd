/** Calls of the bar to this machine. */

export interface ProgramTime {
  readonly now: string;
  readonly nextFriday?: string;
  readonly isMoving: boolean;
  readonly run?: { readonly weekEnding: string; readonly state: string };
}

export interface Person {
  readonly email: string;
  readonly shows?: string;
}

export interface People {
  readonly partners: readonly (Person & { readonly id: string })[];
  readonly staff: readonly Person[];
  readonly password: string;
}

export interface SentMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly at: string;
  readonly links: readonly string[];
}

export interface Transfer {
  readonly receiver: string;
  readonly cents: number;
  readonly status: string;
  readonly error?: string;
  readonly at: string;
}

/** @throws Error with what was answered. */
async function read<T>(response: Response): Promise<T> {
  if (response.ok) return response.json();
  const { message } = await response.json().catch(() => ({ message: undefined }));
  throw new Error(message ?? `${response.status} ${response.statusText}`);
}

const get = async <T>(what: string): Promise<T> => read<T>(await fetch(`/_local/${what}`));
const post = async <T>(what: string, body: object = {}): Promise<T> => {
  const headers = { 'content-type': 'application/json' };
  return read<T>(await fetch(`/_local/${what}`, { method: 'POST', headers, body: JSON.stringify(body) }));
};

export const askNow = () => get<ProgramTime>('now');
export const askPeople = () => get<People>('people');
export const askMails = () => get<readonly SentMail[]>('mails');
export const askTransfers = () => get<readonly Transfer[]>('paypal');
export const moveToFriday = () => post<ProgramTime>('next-friday');
export const moveDays = (days: number) => post<ProgramTime>('days', { days });
