/** Set by `vite.config.ts` at build time. */
declare const __APP_VERSION__: string;
/** Where models and servers may lie beside this origin, as the policies of this build say. */
declare const __POLICY_ORIGINS__: { modelOrigins: string[]; serverOrigins: string[] };

/** The part of Trusted Types that this app uses; TypeScript's DOM library does not name it yet. */
interface Window {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL(url: string): string },
    ): { createScriptURL(url: string): string };
  };
}

/** What is constant in this build. */
declare const __PROGRAM__: Readonly<Record<'build' | 'guardrailHash' | 'baseHash', string>>;
