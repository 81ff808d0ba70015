const knownEndings = /\w\.(m?ts|json|yaml|md|toml|mod|sum)$/;
const placeholder = /[<>*$~{}|=@:]|\b[A-Z]{4,}\b(?!\.md)|^daemonset\/|\.\.\./;

/** The paths of this repository that a page of Markdown names, in `code` and in links. */
export function mentionedPaths(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '');
  const code = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);
  const links = [...prose.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target);
  const paths = [...code.filter(looksLikePath), ...links.filter((target) => !/^\w+:/.test(target))];
  return [...new Set(paths.map((path) => path.replace(/^\.\//, '').replace(/\/$/, '')))];
}

function looksLikePath(text: string): boolean {
  if (/\s/.test(text) || /^[/-]/.test(text) || (placeholder.test(text) && !/^[A-Z-]+(\.md)?$/.test(text))) return false;
  return text.includes('/') || knownEndings.test(text);
}
