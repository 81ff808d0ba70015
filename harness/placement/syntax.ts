/** The spelling rules that labels, taints and names share: `k8s.io/apimachinery/pkg/util/validation`. */

const subdomainPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const wordPattern = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** Why a text is no DNS subdomain (the form of most object names), or undefined when it is one. */
export function subdomainProblem(text: string): string | undefined {
  if (text.length > 253) return 'it is longer than 253 characters';
  if (!subdomainPattern.test(text))
    return 'it must consist of lower-case letters, digits, - and ., and begin and end with a letter or digit';
  return undefined;
}

/** Why a text is no DNS label (a name without dots, such as a container's), or undefined when it is one. */
export function dnsLabelProblem(text: string): string | undefined {
  if (text.length > 63) return 'it is longer than 63 characters';
  return /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text)
    ? undefined
    : 'it must consist of lower-case letters, digits and -, and begin and end with a letter or digit';
}

/** Why a text is no key of a label, taint or annotation (`[prefix/]name`), or undefined when it is one. */
export function labelKeyProblem(key: string): string | undefined {
  const parts = key.split('/');
  if (parts.length > 2) return 'it has more than one /';
  const [name = '', prefix] = parts.toReversed();
  if (prefix === '') return 'its prefix is empty';
  const wrongPrefix = prefix === undefined ? undefined : subdomainProblem(prefix);
  if (wrongPrefix) return `its prefix is no DNS name: ${wrongPrefix}`;
  if (name === '') return 'it is empty';
  if (name.length > 63) return 'it is longer than 63 characters';
  if (!wordPattern.test(name))
    return 'it must consist of letters, digits, -, _ and ., and begin and end with a letter or digit';
  return undefined;
}

/** Why a text is no value of a label or taint, or undefined when it is one. The empty value is one. */
export function labelValueProblem(value: string): string | undefined {
  if (value.length > 63) return 'it is longer than 63 characters';
  if (value === '' || wordPattern.test(value)) return undefined;
  return 'it must be empty, or consist of letters, digits, -, _ and ., and begin and end with a letter or digit';
}
