/** Name of the plugin that writes the data of labs; Docusaurus keeps what it writes in a folder of this name. */
export const pluginName = 'one-per-node-course';

/** The module by which a page imports a data file. */
export const dataModule = (file: string): string => `@generated/${pluginName}/default/${file}`;
