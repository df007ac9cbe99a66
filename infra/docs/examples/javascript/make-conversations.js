// Prints made-up conversations in the format of `roundtable import`, the same ones for the same seed.
// Usage: node make-conversations.js [CONVERSATIONS [SEED]]
const [conversations = 20, seed = 42] = process.argv.slice(2).map(Number)

let state = seed
/** From 0 to below `bound` (mulberry32). */
function next (bound) {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % bound
}
const oneOf = choices => choices[next(choices.length)]

const NAMES = ['gardener', 'librarian', 'baker', 'night-shift', 'scale', 'archive', 'weather', 'carpenter']
const TYPES = ['request', 'response', 'notification', 'command']
const WORDS = ['bread', 'tomorrow', 'Äpfel', 'seventeen', 'rain', '海', 'shelf', '“quoted”', 'nobody', 'again', '\\', '🥖']
const sentence = () => Array.from({ length: 3 + next(12) }, () => oneOf(WORDS)).join(' ')

function content () {
  switch (next(4)) {
    case 0: return { text: sentence() }
    case 1: return { tool: oneOf(NAMES), arguments: { count: next(1000), exact: next(1000) / 8, really: next(2) === 0 } }
    case 2: return { rows: Array.from({ length: next(40) }, (_, row) => ({ row, note: sentence(), nothing: null })) }
    default: return oneOf([sentence(), next(100000), [], { deep: [[[[{ text: sentence() }]]]] }, false])
  }
}

for (let number = 0; number < conversations; number++) {
  const all = [...NAMES].sort(() => next(3) - 1)
  const present = all.slice(0, 2 + next(4))
  const length = 2 + next(40)
  for (let seq = 0; seq < length; seq++) {
    const from = present[seq < present.length ? seq : next(present.length)]
    const to = oneOf(present.filter(name => name !== from))
    const correlated = next(3) === 0 ? { correlation_id: `call-${next(10)}` } : {}
    const line = { conversation: `made-up-${number}`, seq, from, to, message_type: oneOf(TYPES), ...correlated }
    console.log(JSON.stringify({ ...line, content: content() }))
  }
}
