import type { Program } from 'estree';
import type {
  MdxJsxAttribute,
  MdxJsxExpressionAttribute,
  MdxJsxFlowElement,
  MdxJsxTextElement,
} from 'mdast-util-mdx-jsx';

export type JsxElement = MdxJsxFlowElement | MdxJsxTextElement;

/** What an attribute can be when it is known before the page runs. */
export type Value = string | number | boolean | null | Value[] | undefined;

/** An attribute whose value cannot be known without running the page. */
export const unknown = Symbol('unknown');

type Expression = Extract<Program['body'][number], { type: 'ExpressionStatement' }>['expression'];

function staticValue(expression: Expression | null | undefined): Value | typeof unknown {
  if (expression?.type === 'Literal') return expression.value as Value;
  if (expression?.type === 'TemplateLiteral' && expression.expressions.length === 0) {
    return expression.quasis[0]?.value.cooked ?? '';
  }
  if (expression?.type !== 'ArrayExpression') return unknown;
  const items = expression.elements.map((item) =>
    item === null || item.type === 'SpreadElement' ? unknown : staticValue(item),
  );
  return items.includes(unknown) ? unknown : (items as Value[]);
}

const isNamed = (attribute: MdxJsxAttribute | MdxJsxExpressionAttribute): attribute is MdxJsxAttribute =>
  attribute.type === 'mdxJsxAttribute';

function read({ value }: MdxJsxAttribute): Value | typeof unknown {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value;
  const [statement] = value.data?.estree?.body ?? [];
  return statement?.type === 'ExpressionStatement' ? staticValue(statement.expression) : unknown;
}

/** The attributes of an element by name, with their values; `unknown` for what only running the page would tell. */
export function attributesOf(
  element: JsxElement,
): Map<string, { value: Value | typeof unknown; node: MdxJsxAttribute }> {
  return new Map(
    element.attributes
      .filter(isNamed)
      .map((attribute) => [attribute.name, { value: read(attribute), node: attribute }]),
  );
}

/** The first `{...spread}` among the attributes, which hides what is given. */
export const spreadOf = (element: JsxElement): MdxJsxExpressionAttribute | undefined =>
  element.attributes.find((attribute) => attribute.type === 'mdxJsxExpressionAttribute');
