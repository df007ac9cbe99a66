// Validates every record of every topic: its headers as a CloudEvent, and its value against the JSON Schema that its
// ce_dataschema names, as the node serves it. What is no CloudEvent has to be among the dead letters, byte for byte.
// Every topic has to have records of at least the types below, so that it isn't nothing that is valid.
// Usage: URL=… node check-schemas.js [BROKERS]
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { cloudEvent, place, POISONED, readToTheEnd } from './log.js'

const { URL: url = 'http://localhost:8080' } = process.env
const MOST_FAULTS = 20
const LETTERS = 'roundtable.dead-letters'
const WANTED = new Map(Object.entries({
  commands: 'workspace.create workspace.change workspace.archive sandbox.create sandbox.change sandbox.delete ' +
    'sandbox.record-heartbeat message.send message.broadcast message.expire inbox.lease lease.acknowledge lease.extend lease.return ' +
    'lease.reject lease.record-delivery dead-letter.redrive dead-letter.discard webhook.set webhook.enable webhook.remove ' +
    'subscription.create subscription.change subscription.delete subscription.replay subscription.end-replay ' +
    'subscription.enable subscription.record-events subscription.redrive-event subscription.discard-event',
  events: 'workspace.created workspace.changed workspace.archived sandbox.created sandbox.changed sandbox.deleted ' +
    'sandbox.health-reported message.sent message.broadcasted message.leased message.lease-extended message.acknowledged message.returned ' +
    'message.expired message.dead-lettered message.redriven message.discarded webhook.was-set webhook.disabled ' +
    'webhook.enabled webhook.removed subscription.created subscription.changed subscription.deleted ' +
    'subscription.disabled subscription.enabled subscription.events-ordered subscription.events-delivered ' +
    'subscription.events-returned subscription.event-dead-lettered subscription.event-discarded ' +
    'subscription.replay-begun subscription.replay-ended',
  replies: 'command.accepted command.rejected',
  deliveries: 'message.leased subscription.events-ordered',
  'dead-letters': 'message.buried event.undelivered record.poisoned'
}).map(([topic, types]) => [`roundtable.${topic}`, types.split(' ').map(type => `io.roundtable.${type}.v1`)]))

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true })
addFormats.default(ajv)

const faults = []
const values = [] // to be validated: what, and by the schema of which type
const seen = new Map([...WANTED.keys()].map(topic => [topic, new Map()])) // how many, by topic and type
const foreign = [] // records that are no CloudEvents
const poisoned = new Map() // dead letters of such, by where they stood

function look (record) {
  if (!record.headers.has('ce_id')) return foreign.push(record)
  const event = cloudEvent(record)
  const types = seen.get(record.topic)
  types.set(event.type, (types.get(event.type) ?? 0) + 1)
  const value = { where: place(record), data: event.data }
  if (record.topic !== LETTERS || event.data !== undefined) {
    values.push({ ...value, type: named(event.dataschema, event.type) })
  }
  if (event.type === POISONED) {
    poisoned.set(place(Object.fromEntries(record.headers)), record)
  } else if (record.topic === LETTERS && event.data !== undefined) {
    // the event that was given up, where the log still has it, so that its own schema holds too
    const [schema, type] = ['ce_dataschema', 'ce_type'].map(name => record.headers.get(`original.${name}`))
    values.push({ ...value, type: named(schema, type) })
  }
}

/** The type, if that is what the schema is of. */
function named (dataschema, type) {
  const { pathname } = new globalThis.URL(dataschema)
  if (pathname !== `/schemas/${type}`) throw new Error(`ce_dataschema of ${type} is ${dataschema}`)
  return type
}

await readToTheEnd(process.argv[2] ?? 'localhost:9092', [...WANTED.keys()], record => {
  try {
    look(record)
  } catch (error) {
    faults.push(`${place(record)}: ${error.message}`)
  }
})

for (const [topic, types] of WANTED) {
  const missing = types.filter(type => !seen.get(topic).has(type))
  if (missing.length > 0) faults.push(`${topic} has no ${missing.join(', ')}`)
}
for (const record of foreign) {
  const letter = poisoned.get(place(record))
  if (!letter) faults.push(`${place(record)} is no CloudEvent, and no dead letter tells of it`)
  else if (bytes(letter) !== bytes(record)) faults.push(`${place(letter)} isn't ${place(record)} as it was`)
}

function bytes ({ key, value }) {
  return `${key} ${value?.toString('hex')}`
}

const schemas = new Map()
async function schema (type) {
  const answer = await fetch(`${url}/schemas/${type}`)
  if (!answer.ok) throw new Error(`GET /schemas/${type}: ${answer.status}`)
  return ajv.compile(await answer.json())
}
for (const { where, type, data } of values) {
  try {
    if (!schemas.has(type)) schemas.set(type, schema(type))
    const validate = await schemas.get(type)
    if (!validate(data)) faults.push(`${where}, ${type}: ${ajv.errorsText(validate.errors)}`)
  } catch (error) {
    faults.push(`${where}, ${type}: ${error.message}`)
  }
}

faults.slice(0, MOST_FAULTS).forEach(fault => console.error(fault))
const counts = [...seen].map(([topic, types]) =>
  `${topic.replace('roundtable.', '')} ${[...types.values()].reduce((a, b) => a + b, 0)} of ${types.size} types`)
console.log(`${counts.join(', ')}; ${foreign.length} are poison: ${faults.length === 0 ? 'all valid' : `${faults.length} faults`}`)
process.exitCode = faults.length === 0 ? 0 : 1
