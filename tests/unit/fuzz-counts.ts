import fc from 'fast-check';

/** `npm run test:long` looks at many more cases than there is time for in `npm test`. */
if (process.env['ASSENT_LONG'] !== undefined) fc.configureGlobal({ numRuns: 5000 });
