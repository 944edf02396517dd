/** Properties draw the same examples in every run: a mutant that one run catches, every run catches. */
import * as fc from 'fast-check';

fc.configureGlobal({ seed: 20_261_120 });
