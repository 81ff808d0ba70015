/** A page with what it points at. */
export interface LinkedPage {
  path: string;
  ids: string[];
  /** Absolute addresses. */
  links: string[];
}

interface Known {
  /** The addresses at which the site is at home. */
  origins: readonly string[];
  exists(path: string): Promise<boolean>;
}

/** Every link within the site that leads nowhere, in words. Links to other sites are not followed. */
export async function brokenLinks(pages: readonly LinkedPage[], { origins, exists }: Known): Promise<string[]> {
  const ids = new Map(pages.map((page) => [page.path, new Set(page.ids)]));
  const broken: string[] = [];
  for (const { path, links } of pages) {
    for (const { origin, pathname, hash } of [...new Set(links)].map((link) => new URL(link))) {
      if (!origins.includes(origin)) continue;
      const anchor = decodeURIComponent(hash.slice(1));
      if (!(await exists(pathname))) broken.push(`${path} links to ${pathname}, which does not exist`);
      else if (anchor !== '' && ids.get(pathname)?.has(anchor) === false)
        broken.push(`${path} links to ${pathname}#${anchor}, but ${pathname} has nothing with the id ${anchor}`);
    }
  }
  return broken;
}
