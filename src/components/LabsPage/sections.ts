/** The anchor of a section. */
export const idOf = (section: string): string => section.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
