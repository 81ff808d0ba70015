/** A font file; importing it gives its address. */
declare module '*.woff2' {
  const address: string;
  export default address;
}
