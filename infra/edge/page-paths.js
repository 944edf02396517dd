/** Runs at CloudFront's edge before a file is fetched: every page of the portal is index.html, however deep its path. */
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name, and knows no modules here
function handler(event) {
  const request = event.request;
  // Files stand at the root; those under /assets come another way. An id with a dot, deeper down, is a page's.
  if (!/^\/[^/]+\.[a-z0-9]+$/i.test(request.uri)) request.uri = '/index.html';
  return request;
}
