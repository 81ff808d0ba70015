import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type * as Preset from '@docusaurus/preset-classic';
import type { Config } from '@docusaurus/types';
import type { PluginOptions as SearchOptions } from '@easyops-cn/docusaurus-search-local';
import versions from './harness/toolchain/versions.json';
import { coursePlugin } from './src/plugins/course/index.ts';
import { explorerPlugin } from './src/plugins/explorer.ts';
import { landingPlugin } from './src/plugins/landing/index.ts';
import { overviewPlugin } from './src/plugins/overview/index.ts';
import { replaysPlugin } from './src/plugins/replays.ts';
import { prismTheme } from './src/prism-theme.ts';
import { remarkCourse } from './src/remark/index.ts';

/** The address is a placeholder until the course has a home; `ONE_PER_NODE_URL` and `ONE_PER_NODE_BASE` set another. */
const url = process.env.ONE_PER_NODE_URL ?? 'https://one-per-node.example';

/** Where the sources can be edited, as `https://HOST/OWNER/NAME/edit/BRANCH`; without it pages name their file. */
const repository = process.env.ONE_PER_NODE_REPOSITORY;
const edit = (file: string) => (repository ? `${repository}/${file}` : file);

/** A draft may lead to lessons that are not written yet, and show figures that are not drawn yet. */
const broken = process.env.ONE_PER_NODE_DRAFT === undefined ? 'throw' : 'warn';

const search: Partial<SearchOptions> = {
  hashed: true,
  indexBlog: false,
  // What is not below one of these is a page: labs, mostly.
  docsRouteBasePath: readdirSync(join(__dirname, 'docs')).map((name) => name.replace(/\.mdx$/, '')),
  indexPages: true,
  // Hints, answers and listings stay out of the results: they would give away what a lab asks for.
  ignoreCssSelectors: ['details', 'pre', 'button', '.hash-link'],
  searchBarShortcutHint: false,
  searchResultContextMaxLength: 70,
};

const themeConfig: Preset.ThemeConfig = {
  image: 'img/social-card.png',
  metadata: [
    { name: 'theme-color', content: '#fbfaf6', media: '(prefers-color-scheme: light)' },
    { name: 'theme-color', content: '#14161c', media: '(prefers-color-scheme: dark)' },
    { property: 'og:type', content: 'website' },
    { property: 'og:site_name', content: 'One Per Node' },
    { property: 'og:image:alt', content: 'Six nodes, a pod on each that is meant to have one, and none on the others' },
  ],
  colorMode: { respectPrefersColorScheme: true },
  navbar: {
    title: 'One Per Node',
    items: [
      { type: 'docSidebar', sidebarId: 'course', label: 'Course' },
      { to: '/labs', label: 'Labs' },
      { to: '/explorer', label: 'Explorer' },
      { to: '/progress', label: 'Progress' },
    ],
  },
  docs: { sidebar: { autoCollapseCategories: true } },
  tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
  prism: { theme: prismTheme, darkTheme: prismTheme },
};

const config: Config = {
  title: 'One Per Node',
  tagline: 'A Kubernetes DaemonSet course that can be run',
  url,
  baseUrl: process.env.ONE_PER_NODE_BASE ?? '/',
  onBrokenLinks: broken,
  onBrokenAnchors: broken,
  onDuplicateRoutes: 'throw',
  trailingSlash: false,
  markdown: { hooks: { onBrokenMarkdownLinks: broken, onBrokenMarkdownImages: 'throw' } },
  favicon: 'img/favicon.svg',
  future: {
    v4: true,
    faster: {
      swcJsLoader: true,
      swcJsMinimizer: true,
      swcHtmlMinimizer: true,
      lightningCssMinimizer: true,
      // With the cache a build could wait for ever: after one that failed, the server waits for pages that a client with a
      // cache no longer compiles.
      mdxCrossCompilerCache: false,
      rspackBundler: true,
      rspackPersistentCache: true,
      ssgWorkerThreads: true,
      gitEagerVcs: true,
    },
  },
  i18n: { defaultLocale: 'en', locales: ['en'], localeConfigs: { en: { htmlLang: 'en-GB' } } },
  plugins: [coursePlugin, landingPlugin, overviewPlugin, explorerPlugin, replaysPlugin],
  presets: [
    [
      'classic',
      {
        docs: {
          routeBasePath: '/',
          sidebarPath: './sidebars.ts',
          editUrl: ({ docPath }) => edit(`docs/${docPath}`),
          beforeDefaultRemarkPlugins: [[remarkCourse, { root: __dirname }]],
        },
        blog: false,
        svgr: false,
        sitemap: { ignorePatterns: ['**/search'] },
        theme: { customCss: './src/css/site.css' },
      } satisfies Preset.Options,
    ],
  ],
  themes: [['@easyops-cn/docusaurus-search-local', search]],
  themeConfig,
  customFields: { kubernetes: versions.kubernetes },
};
export default config;
