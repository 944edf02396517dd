/** The tax questionnaire among the settings: how it stands, and the way to it. */
import { api, told } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { TaxNext } from './tax-next.tsx';
import { STANDINGS } from './tax-words.ts';

/** @param country a move changes what is asked. */
export function TaxSummary({ country }: { readonly country: string }) {
  const tax = useAnswer(() => told(api.GET('/me/tax')), [country]);
  const [word, tone] = STANDINGS[tax.told?.value.standing ?? 'not-needed'];
  return (
    <Section title="Tax questionnaire" beside={tax.told && <Tag tone={tone}>{word}</Tag>}>
      <Loaded of={tax} what="your tax questionnaire">
        {(value) => (
          <>
            <TaxNext of={value} />
            {value.standing !== 'not-needed' && (
              <a class="button" href="/settings/tax">
                {value.standing === 'questions-open' ? 'Answer the four questions' : 'See your answers'}
              </a>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
