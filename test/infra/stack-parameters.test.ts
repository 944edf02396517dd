import { beforeAll, describe, expect, it } from 'vitest';
import { functionNamed, synthesizedTemplate, type Template } from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  template = await synthesizedTemplate();
});

describe('PayPal address', () => {
  const accepts = (url: string) => new RegExp(template.Parameters.PayPalBaseUrl?.AllowedPattern).test(url);

  it("is a parameter that points at PayPal's sandbox until somebody decides otherwise", () => {
    expect(template.Parameters.PayPalBaseUrl?.Default).toBe('https://api-m.sandbox.paypal.com');
    expect(accepts('https://api-m.sandbox.paypal.com')).toBe(true);
  });

  it.each([
    { url: 'https://api-m.paypal.com', accepted: true },
    { url: 'http://127.0.0.1:40123', accepted: true },
    { url: 'http://localhost:8080', accepted: true },
    { url: 'http://api-m.paypal.com', accepted: false },
    { url: 'https://api-m.paypal.com.attacker.example', accepted: false },
    { url: 'https://api-m.paypal.com/v1', accepted: false },
    { url: 'https://apiXm.paypal.com', accepted: false },
  ])('$url: $accepted', ({ url, accepted }) => expect(accepts(url)).toBe(accepted));
});

describe("PayPal's webhook id", () => {
  const accepts = (id: string) => new RegExp(template.Parameters.PayPalWebhookId?.AllowedPattern).test(id);

  it('is one that PayPal gives nobody, until somebody sets it', () => {
    expect(template.Parameters.PayPalWebhookId?.Default).toBe('not-registered');
    const { Variables } = functionNamed(template, 'paypal-webhook')[1].Properties.Environment;
    expect(Variables.PAYPAL_WEBHOOK_ID).toEqual({ Ref: 'PayPalWebhookId' });
  });

  it.each([
    { id: '8PT597110X687430LKGECATA', accepted: true },
    { id: 'not-registered', accepted: true },
    { id: '', accepted: false },
    { id: 'A|B', accepted: false },
    { id: '8PT597110X687430LKGECATA\n', accepted: false },
  ])('$id: $accepted', ({ id, accepted }) => expect(accepts(id)).toBe(accepted));
});

describe('mail address', () => {
  const accepts = (address: string) => new RegExp(template.Parameters.MailFrom?.AllowedPattern).test(address);

  it('is a parameter whose default can belong to nobody', () => {
    expect(template.Parameters.MailFrom?.Default).toBe('partners@program.example');
    expect(accepts('partners@program.example')).toBe(true);
    const { Variables } = functionNamed(template, 'send-mail')[1].Properties.Environment;
    expect(Variables.MAIL_FROM).toEqual({ Ref: 'MailFrom' });
  });

  it.each([
    '',
    'program.example',
    'Partners <partners@program.example>',
    'a@b.example,c@d.example',
    'a@b.example\nBcc: c@d.example',
  ])('is not %j', (address) => expect(accepts(address)).toBe(false));
});

describe('public base URL', () => {
  const accepts = (url: string) => new RegExp(template.Parameters.PublicBaseUrl?.AllowedPattern).test(url);

  it("is the portal's own address until somebody names another", () => {
    const { Variables } = functionNamed(template, 'mail-links')[1].Properties.Environment;
    expect(Variables.PUBLIC_BASE_URL).toEqual({
      'Fn::If': ['HasPublicBaseUrl', { Ref: 'PublicBaseUrl' }, template.Outputs.PortalUrl?.Value],
    });
    expect(template.Parameters.PublicBaseUrl?.Default).toBe('');
    expect(accepts('')).toBe(true);
    expect(template.Conditions.HasPublicBaseUrl).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'PublicBaseUrl' }, ''] }],
    });
  });

  it.each([
    { url: 'https://partners.program.example', accepted: true },
    { url: 'https://program.example:8443/partners/api', accepted: true },
    { url: 'http://localhost:8080', accepted: true },
    { url: 'http://127.0.0.1:40123', accepted: true },
    { url: 'http://partners.program.example', accepted: false },
    { url: 'https://partners.program.example/', accepted: false },
    { url: 'https://someone@attacker.example', accepted: false },
    { url: 'https://partners.program.example?next=', accepted: false },
    { url: 'javascript:alert(1)', accepted: false },
  ])('$url: $accepted', ({ url, accepted }) => expect(accepts(url)).toBe(accepted));
});
