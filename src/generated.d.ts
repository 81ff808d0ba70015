/** What plugins write when the site is built; whoever imports it says what it is. */
declare module '@generated/one-per-node-*' {
  const value: unknown;
  export default value;
}
