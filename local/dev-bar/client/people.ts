/** The choice of whom one is. */
import { askPeople, type Person } from './calls.ts';
import { element } from './elements.ts';
import { signedIn, signIn, signOut } from './sign-in.ts';

export async function people(tell: (text: string) => void): Promise<HTMLElement> {
  const { partners, staff, password } = await askPeople();
  const option = ({ email, shows }: Person) =>
    element('option', { value: email }, shows === undefined ? email : `${email} – ${shows}`);
  const choice = element(
    'select',
    { id: 'dev-bar-person', title: 'Sign in as somebody of the demo' },
    element('option', { value: '' }, 'Nobody'),
    element('optgroup', { label: 'Staff' }, ...staff.map(option)),
    element('optgroup', { label: 'Partners' }, ...partners.map(option)),
  );
  choice.value = signedIn();
  choice.addEventListener('change', async () => {
    const email = choice.value;
    signOut();
    try {
      if (email !== '') await signIn(email, password);
      const isStaff = staff.some((person) => person.email === email);
      location.assign(isStaff ? '/operations' : '/');
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
      choice.value = '';
    }
  });
  return element('span', { className: 'dev-bar-group' }, element('label', { htmlFor: choice.id }, 'I am'), choice);
}
