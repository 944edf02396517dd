/** What the API answers when it refuses, or what stands for it when it does not answer at all. */
import type { components } from './schema.made.ts';

type Problem = components['schemas']['Problem'];

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** 0 when there was no answer. */
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  /** The last part of the problem's type, such as `password-check-needed`. */
  readonly type: string;
  readonly #errors: Problem['errors'];

  constructor({ status, title, detail, type, errors }: Problem, options?: ErrorOptions) {
    super(title, options);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.type = type;
    this.#errors = errors;
  }

  /** What the field with this name should be. */
  field(name: string): string | undefined {
    return this.#errors?.find(({ field }) => field === name)?.problem;
  }

  get fields(): readonly { readonly field: string; readonly problem: string }[] {
    return this.#errors ?? [];
  }
}

export const noAnswer = (cause: unknown): ApiProblem =>
  new ApiProblem(
    {
      type: 'no-answer',
      status: 0,
      title: 'There was no answer',
      detail: 'Check your connection, then try again. Nothing is done twice.',
    },
    { cause },
  );

export function problemOf(response: Response, body: unknown): ApiProblem {
  const told = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return new ApiProblem({
    type: told.type ?? 'about:blank',
    status: response.status,
    title: told.title ?? WORDS[response.status] ?? 'Something went wrong; try again',
    ...(told.detail !== undefined && { detail: told.detail }),
    ...(told.errors && { errors: told.errors }),
  });
}

const WORDS: Readonly<Record<number, string>> = {
  403: 'This is not for you',
  404: 'There is no such thing',
  412: 'It was changed meanwhile: look at it again',
  429: 'Too many calls at once: wait a moment, then try again',
  503: 'Not answered for a moment: try again',
};
