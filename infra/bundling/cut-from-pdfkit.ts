/** Stands in bundles for the packages with which pdfkit embeds fonts, breaks lines, reads PNG images and encrypts: our PDFs do none of it. */
function refuse(): never {
  throw new Error(
    'Embedded fonts, line breaks, PNG images and encryption are cut from bundles: see infra/bundling/pdf-cuts.ts',
  );
}

export { refuse as default, refuse as create, refuse as cbc, refuse as ecb };
