import { useLocation } from '@docusaurus/router';
import type { Props } from '@theme/Layout';
import Layout from '@theme-original/Layout';
import type { ReactNode } from 'react';

/** The layout of every page; that of the search plugin comes without a main landmark, so it gets one here. */
export default function LayoutWithMain({ children, ...props }: Props): ReactNode {
  const isSearch = useLocation().pathname.replace(/\/$/, '').endsWith('/search');
  return <Layout {...props}>{isSearch ? <main>{children}</main> : children}</Layout>;
}
