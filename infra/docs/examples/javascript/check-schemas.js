// Validates every record of every topic: its headers as a CloudEvent, and its value against the JSON Schema that its
// ce_dataschema names, as the node serves it. Usage: URL=… node check-schemas.js [BROKERS]
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { cloudEvent, place, readToTheEnd } from './log.js'

const { URL: url = 'http://localhost:8080' } = process.env
const TOPICS = ['commands', 'events', 'replies', 'deliveries', 'dead-letters'].map(name => `roundtable.${name}`)
const MOST_FAULTS = 20
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true })
addFormats.default(ajv)

const seen = new Map() // by ce_type: the path of its schema and the events with it
const faults = []

await readToTheEnd(process.argv[2] ?? 'localhost:9092', TOPICS, record => {
  try {
    const event = cloudEvent(record)
    const { pathname } = new globalThis.URL(event.dataschema)
    if (pathname !== `/schemas/${event.type}`) throw new Error(`ce_dataschema of ${event.type} is ${event.dataschema}`)
    if (!seen.has(event.type)) seen.set(event.type, [])
    seen.get(event.type).push({ where: place(record), data: event.data })
  } catch (error) {
    faults.push(`${place(record)}: ${error.message}`)
  }
})
if (seen.size === 0) faults.push('there are no records')

for (const [type, events] of [...seen].sort()) {
  const answer = await fetch(`${url}/schemas/${type}`)
  if (!answer.ok) {
    faults.push(`GET /schemas/${type}: ${answer.status}`)
    continue
  }
  try {
    const validate = ajv.compile(await answer.json())
    for (const { where, data } of events) {
      if (!validate(data)) faults.push(`${where}, ${type}: ${ajv.errorsText(validate.errors)}`)
    }
  } catch (error) {
    faults.push(`/schemas/${type} is no schema of 2020-12: ${error.message}`)
  }
}
faults.slice(0, MOST_FAULTS).forEach(fault => console.error(fault))
const records = [...seen.values()].reduce((sum, events) => sum + events.length, 0)
console.log(`${records} records of ${seen.size} types: ${faults.length === 0 ? 'all valid' : `${faults.length} faults`}`)
process.exitCode = faults.length === 0 ? 0 : 1
