/** Puts the portal on the page. */
import { render } from 'preact';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');
render(<h1>Partner Center</h1>, root);
