import Head from '@docusaurus/Head';
import mono from '@fontsource-variable/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-latin-wght-normal.woff2';
import sans from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2';
import { type ReactNode, useEffect } from 'react';

/** Where a slash is text, not a command. */
const typing = 'input, textarea, select, [contenteditable]';

function focusSearch(event: KeyboardEvent): void {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target instanceof Element && event.target.closest(typing)) return;
  const field = document.querySelector<HTMLInputElement>('.navbar__search-input');
  if (!field) return;
  event.preventDefault();
  field.focus();
}

/** Around every page: the fonts that the first screen needs, and `/` for the search. */
export default function Root({ children }: { children: ReactNode }): ReactNode {
  useEffect(() => {
    document.addEventListener('keydown', focusSearch);
    return () => document.removeEventListener('keydown', focusSearch);
  }, []);
  return (
    <>
      <Head>
        {[sans, mono].map((font) => (
          <link key={font} rel="preload" href={font} as="font" type="font/woff2" crossOrigin="anonymous" />
        ))}
      </Head>
      {children}
    </>
  );
}
