/** A button for what only finance may do: others see that it is there, and whose it is. */
import type { ComponentChildren } from 'preact';
import type { Role } from '../../session/identity.ts';

export interface FinanceButtonProps {
  readonly role: Role;
  readonly onClick: () => void;
  readonly tone?: 'primary' | 'danger';
  /** What it is done to, for those who hear a list of buttons. */
  readonly about?: string;
  readonly children: ComponentChildren;
}

export function FinanceButton({ role, onClick, tone, about, children }: FinanceButtonProps) {
  const others = role !== 'finance';
  return (
    <button type="button" class={others ? 'others' : tone} disabled={others} onClick={onClick}>
      {children}
      {about && <span class="visually-hidden"> {about}</span>}
      {others && <span class="whose">finance</span>}
    </button>
  );
}
