import Link from '@docusaurus/Link';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import type { ReactNode } from 'react';
import Mark from '../../../components/Mark';

/** The mark and the name, drawn inline so that both themes are one picture. */
export default function NavbarLogo(): ReactNode {
  const { siteConfig } = useDocusaurusContext();
  return (
    <Link className="navbar__brand" to="/">
      <Mark />
      <b className="navbar__title">{siteConfig.title}</b>
    </Link>
  );
}
