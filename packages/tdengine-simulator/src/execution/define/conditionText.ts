import type { Expression } from '../../sql/Expression';

/** Writes the condition of a right the way `ins_user_privileges` prints it: in parentheses, tags with their table. */
export function conditionText(
  expression: Expression,
  table: { database: string; table: string },
): string {
  const text = (part: Expression) => conditionText(part, table);
  switch (expression.kind) {
    case 'column':
      return expression.pseudo
        ? expression.name
        : `\`${table.database}\`.\`${table.table}\`.\`${expression.name}\``;
    case 'literal':
      return expression.literal === 'string'
        ? `'${expression.value}'`
        : expression.value;
    case 'binary':
      return `(${text(
        expression.left,
      )} ${expression.operator.toUpperCase()} ${text(expression.right)})`;
    case 'in':
      return `(${text(expression.operand)}${
        expression.negated ? ' NOT' : ''
      } IN (${expression.list.map(text).join(', ')}))`;
    case 'unary':
      // TDengine forgets to print NOT, and does not escape quotes either.
      return expression.operator === 'not'
        ? `(${text(expression.operand)})`
        : `(-${text(expression.operand)})`;
    case 'isNull':
      return `(${text(expression.operand)} IS ${
        expression.negated ? 'NOT ' : ''
      }NULL)`;
    default:
      return expression.text;
  }
}
