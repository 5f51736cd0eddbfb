/**
 * Rule for oxlint: a conditional operator may stand in one other conditional operator, not deeper. A chain of
 * three reads as a table, and a table belongs in a function with returns or in a record.
 */
const MAX_NESTED = 1

const depthOf = (node) => {
  let depth = 0
  for (let above = node.parent; above; above = above.parent) {
    if (/Function|Class|Program/.test(above.type)) return depth
    if (above.type === 'ConditionalExpression') depth++
  }
  return depth
}

const rule = {
  create: (context) => ({
    ConditionalExpression(node) {
      if (depthOf(node) === MAX_NESTED + 1)
        context.report({
          node,
          message: `A conditional operator stands in more than ${MAX_NESTED} other: use a function with returns, or a record.`,
        })
    },
  }),
}

export default { meta: { name: 'ruggensteun' }, rules: { 'nested-conditionals': rule } }
