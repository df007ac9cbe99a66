// Counts what was said, by conversation (workspace), participant (sandbox) and type of message, from roundtable.events
// alone. Prints JSON. Usage: node count-messages.js [BROKERS], by default localhost:9092
import { cloudEvent, place, readToTheEnd } from './log.js'

const workspaces = new Map()
const sequences = new Map() // by partition, of the last event
let again = 0

/** Each partition's events are numbered 1, 2, 3 and so on; false for one that was counted before. */
function isNext (record, event) {
  const last = sequences.get(record.partition) ?? 0n
  const sequence = BigInt(event.sequence)
  if (sequence <= last) return again++, false
  if (sequence !== last + 1n) throw new Error(`${place(record)}: ${sequence} follows ${last}, something is missing`)
  sequences.set(record.partition, sequence)
  return true
}

function workspace (id) {
  if (!workspaces.has(id)) workspaces.set(id, { name: null, participants: {} })
  return workspaces.get(id)
}

function participant (workspaceId, sandboxId) {
  const { participants } = workspace(workspaceId)
  return (participants[sandboxId ?? 'system'] ??= { name: null, sent: {} })
}

function said (event, times) {
  const { sent } = participant(event.data.workspace_id, event.data.from_sandbox_id)
  const type = event.data.utterance.message_type
  sent[type] = (sent[type] ?? 0) + times
}

// Events hold the whole definition, as it is from then on.
const workspaceIs = ({ data }) => { workspace(data.workspace_id).name = data.definition.name }
const sandboxIs = ({ data }) => { participant(data.workspace_id, data.sandbox_id).name = data.definition.name }

const meanings = {
  'io.roundtable.workspace.created.v1': workspaceIs,
  'io.roundtable.workspace.changed.v1': workspaceIs,
  'io.roundtable.sandbox.created.v1': sandboxIs,
  'io.roundtable.sandbox.changed.v1': sandboxIs,
  'io.roundtable.message.sent.v1': event => said(event, 1),
  'io.roundtable.message.broadcasted.v1': event => said(event, event.data.copies.length)
}

await readToTheEnd(process.argv[2] ?? 'localhost:9092', ['roundtable.events'], record => {
  if (!record.headers.has('ce_sequence')) return // somebody else's
  const event = cloudEvent(record)
  if (isNext(record, event)) meanings[event.type]?.(event) // types that are new don't concern us
})
const events = Object.fromEntries([...sequences].sort(([a], [b]) => a - b).map(([p, last]) => [p, Number(last)]))
console.log(JSON.stringify({ events, again, workspaces: Object.fromEntries(workspaces) }, null, 2))
