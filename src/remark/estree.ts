import type { Expression, ImportDeclaration, Program } from 'estree';
import type { MdxJsxAttribute } from 'mdast-util-mdx-jsx';
import type { MdxjsEsm } from 'mdast-util-mdxjs-esm';

const program = (body: Program['body']): Program => ({ type: 'Program', sourceType: 'module', comments: [], body });

/** `import local from 'source'`, as a node of a page. */
export function importNode(local: string, source: string): MdxjsEsm {
  const declaration: ImportDeclaration = {
    type: 'ImportDeclaration',
    attributes: [],
    specifiers: [{ type: 'ImportDefaultSpecifier', local: { type: 'Identifier', name: local } }],
    source: { type: 'Literal', value: source, raw: JSON.stringify(source) },
  };
  return {
    type: 'mdxjsEsm',
    value: `import ${local} from ${JSON.stringify(source)};`,
    data: { estree: program([declaration]) },
  };
}

function attribute(name: string, value: string, expression: Expression): MdxJsxAttribute {
  const estree = program([{ type: 'ExpressionStatement', expression }]);
  return { type: 'mdxJsxAttribute', name, value: { type: 'mdxJsxAttributeValueExpression', value, data: { estree } } };
}

/** `name={variable}`. */
export const variableAttribute = (name: string, variable: string): MdxJsxAttribute =>
  attribute(name, variable, { type: 'Identifier', name: variable });

/** `name={[a, b]}`. */
export const listAttribute = (name: string, variables: readonly string[]): MdxJsxAttribute =>
  attribute(name, `[${variables.join(', ')}]`, {
    type: 'ArrayExpression',
    elements: variables.map((variable) => ({ type: 'Identifier', name: variable })),
  });

/** `name={12}`. */
export const numberAttribute = (name: string, value: number): MdxJsxAttribute =>
  attribute(name, String(value), { type: 'Literal', value, raw: String(value) });
