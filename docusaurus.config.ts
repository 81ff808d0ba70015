import type * as Preset from '@docusaurus/preset-classic';
import type { Config } from '@docusaurus/types';

/** The address is a placeholder until the course has a home; `ONE_PER_NODE_URL` and `ONE_PER_NODE_BASE` set another. */
const url = process.env.ONE_PER_NODE_URL ?? 'https://one-per-node.example';

const config: Config = {
  title: 'One Per Node',
  tagline: 'A Kubernetes DaemonSet course that can be run',
  url,
  baseUrl: process.env.ONE_PER_NODE_BASE ?? '/',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  trailingSlash: false,
  markdown: { hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  future: { v4: true, faster: true },
  i18n: { defaultLocale: 'en', locales: ['en'], localeConfigs: { en: { htmlLang: 'en-GB' } } },
  presets: [
    [
      'classic',
      {
        docs: { routeBasePath: '/', sidebarPath: './sidebars.ts' },
        blog: false,
        theme: { customCss: './src/css/site.css' },
      } satisfies Preset.Options,
    ],
  ],
};
export default config;
