import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';

/** Where the page can be edited: a link if the site knows its repository (`ONE_PER_NODE_REPOSITORY`), else the file's path. */
export default function EditThisPage({ editUrl }: { editUrl: string }): ReactNode {
  if (/^https?:/.test(editUrl)) {
    return (
      <Link to={editUrl} className="theme-edit-this-page">
        Edit this page
      </Link>
    );
  }
  return (
    <span className="theme-edit-this-page">
      This page is <code>{editUrl}</code> in the repository.
    </span>
  );
}
