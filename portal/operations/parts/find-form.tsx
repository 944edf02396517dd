/** A form that narrows a list; what it asks for stands in the address, so that it can be sent to somebody. */
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';

export interface FindFormProps {
  /** Of the list as it is asked for. */
  readonly href: () => string;
  readonly submit: string;
  /** The list without any filter, while there is one. */
  readonly all: { readonly href: string; readonly title: string } | undefined;
  readonly children: ComponentChildren;
}

export function FindForm({ href, submit, all, children }: FindFormProps) {
  const { route } = useLocation();
  return (
    <search>
      <form
        class="find"
        onSubmit={(event) => {
          event.preventDefault();
          route(href());
        }}
      >
        {children}
        <div class="buttons">
          <button type="submit" class="primary">
            {submit}
          </button>
          {all && (
            <a class="button" href={all.href}>
              {all.title}
            </a>
          )}
        </div>
      </form>
    </search>
  );
}
